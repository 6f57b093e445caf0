//! What stands below the options in `--help`: examples, formats, exit status.

pub(crate) const LONELY: &str = "\
Exit status:
  0    done, nothing to complain about
  1    could not run: a file cannot be read, the schema has problems, a testee died
  2    the command line is wrong
  100  findings: problems in the schema (check, lint), what breaks, a bad message, differences, stale output

Results go to standard output, everything else to standard error. A reader that goes away, as `head` does, changes \
nothing about the exit status; output that cannot be written for another reason, such as a full disk, is 1, whatever was \
found. Control characters in names and messages are shown as `\\u{1b}`, in JSON as `\\u001b`. Files are ordinary ones, \
or pipes that are open already, such as the `<(command)` of a shell; text in them is UTF-8, and messages are read from at \
most 512 MiB.

Examples:
  lonely check --schema mine.yaml
  lonely decode --from subscriber --hex 00010002000000000007666f6f2f626172
  lonely inspect --from broadcaster --raw --file message.bin
  lonely conformance run -- python3 testee.py";

pub(crate) const CHECK: &str = "\
All problems of all files are printed at once, each with its place, a stable code and, where one is known, what would \
be right. --format says for whom: `json` is a list of objects with the members code, name, severity, message, file, line, \
column, end_line, end_column, help, related, evidence, fix and explain; `sarif` is SARIF 2.1.0, for code scanning and \
editors; `github` are annotations of GitHub Actions. Lines and columns count from 1, columns in characters.

--watch checks again after each change of a file that was read, or looked for. Some file systems, as of networks, do not tell of \
changes that are made elsewhere.

Exit status: 0 sound, 1 the schema cannot be read, 2 usage, 100 problems.

Examples:
  lonely check                                      the schema here, or else the built-in one
  lonely check --schema mine.yaml --format json     for an editor
  lonely check --schema mine.yaml --watch           while it is written
  lonely check --format sarif > check.sarif         for code scanning
  lonely check --print plan                         how every message is read and written
  lonely check --print versions                     what differs from version to version
  lonely explain LS004                              what a code means";

pub(crate) const LINT: &str = "\
The schema is --schema, or what `lonely.gen.yaml` names, or the built-in one. Problems that keep it from being a schema are \
reported first, and nothing else is looked at then.

An exception is made in the schema, with its reason:

  key: a-bc    # lonely:allow LL012 because the reason

It covers the key and all that is in it; in a line of its own, the next key or list item; at the head of a file with an empty \
line behind it, the whole file. Several codes are separated by commas. Exceptions without a reason, from no rule, and those that \
are not needed any more are reported themselves. `lonely.gen.yaml` can say the same of all runs and of files, which it names from \
where it lies:

  lint: { use: [NAMING, DOCS], except: [LL023] }
  allow:
    - { rule: LL012, files: [schema/old.yaml], because: The reason. }

--fix mends what has a certain cure and leaves the rest of the text as it is, comments included. The mended schema compiles and \
has the same wire, or else nothing is written.

Exit status: 0 nothing found, 1 could not run, 2 usage, 100 something found.

Examples:
  lonely lint
  lonely lint --schema mine.yaml --category naming --category docs
  lonely lint --except LL023
  lonely lint --schema mine.yaml --fix --dry-run
  lonely lint --format sarif > lint.sarif
  lonely explain LL024";

pub(crate) const EXPLAIN: &str = "\
Codes of problems are stable: LS001 and on keep a schema from being one (check), LL001 and on are of lint, LA001 and on of \
exceptions, LF001 and on of how schemas are written (fmt), LG001 and on of what is generated.

Exit status: 0 explained, 2 there is no such code.

Examples:
  lonely explain                                    all codes
  lonely explain LS004
  lonely explain unknown-key                        by its name
  lonely explain language | less                    the schema language";

pub(crate) const FMT: &str = "\
Without paths, the files of --schema are formatted, or else standard input, to standard output. Of a folder, all files that end in \
`.yaml` or `.yml` are, if they have `types:`, `protocols:`, `protocol:`, `messages:` or `include:` at the beginning of a line; \
hidden folders, `target` and `node_modules` are passed over.

What a file says stays what it was, and so do its comments; formatting twice changes nothing. Two spaces for each level; the \
keys of the language in the order of its description, unless a comment between blank lines stands among them; braces and brackets \
on one line of at most 128 characters, and on lines of their own where they do not fit or have a comment in them; quotes only \
where they are needed; at most one blank line; texts behind `|` and `>` as they are. There are no options.

A file is replaced by one with the same permissions, and only if it changes; a symbolic link stays one, and a file with several \
names keeps them. An empty file is formatted. A file that is not YAML is \
reported as `check` does, and stays as it is. Problems of other kinds are for `check`.

Exit status: 0 formatted, or nothing to change, 1 a file cannot be read or written, 2 usage, 100 a file is not YAML, or is not \
formatted (--check, --diff).

Examples:
  lonely fmt --schema mine.yaml                     the file and all that it includes
  lonely fmt schema                                 a folder
  lonely fmt --check --schema mine.yaml             in continuous integration
  lonely fmt --diff schema                          what would change
  lonely fmt - < mine.yaml                          from an editor";
pub(crate) const BREAKING: &str = "\
A finding says what has changed, where it stands in both schemas, and whom it hits: *old reader, new writer* is a program \
of the other schema that reads what one of this schema has written, *new reader, old writer* the other way round. Findings are of \
three categories: WIRE (other bytes, or other bytes that are accepted), ERRORS (the same bytes, another error) and SOURCE (names and \
types in generated code). What is about the wire is shown by a message that both schemas have read, with what each byte is to \
either side by side. With --prove, all messages of both schemas are tried as well, right ones and damaged ones: a change that no \
rule knows is then a finding of its own, LB000 or LB001.

A path that is there is read from the disk; a folder has a root file of the same name. Anything else is a git reference, in the \
repository that the schema is in, and the schema is read from where it is in the work tree. `.git#ref=main` names a reference \
that a file is called like; the options behind `#` are branch, tag, ref, commit, subdir and path. The work tree is not touched, and \
included files are read from the same commit.

A comment in the schema makes an exception: `# lonely:allow LB026 because no old program writes so much`, behind the key or above \
it. One that nothing needs is reported.

Exit status: 0 nothing breaks, 1 could not run, 2 usage, 100 findings.

Examples:
  lonely breaking --schema mine.yaml --against main              since a branch
  lonely breaking --schema mine.yaml --against HEAD~1 --prove    everything tried
  lonely breaking --schema mine.yaml --against old.yaml --category wire --reader new
  lonely breaking --schema mine.yaml --against '.git#tag=v1,path=mine.yaml' --format sarif
  lonely breaking --against-version 0.0.47 --except LB014       versions of the built-in schema
  lonely explain LB026";

pub(crate) const DECODE: &str = "\
The output is the value format of the conformance protocol: bytes are hex, integers are decimal strings, absent text is \
null. `encode` takes it back. A value that the schema calls secret, such as an authorization, is shown as \
`{\"hidden\": \"39 bytes\"}` unless --show-secrets is given; `encode` takes back only what was shown. With `--format json`, a bad message gives an object `error` with the members kind, at, \
offset, expected, actual and message.

Exit status: 0 decoded, 1 could not run, 2 usage, 100 the message is bad.

Examples:
  lonely decode --from subscriber --hex 00010002000000000007666f6f2f626172
  lonely decode --from broadcaster --file message.hex --format json
  lonely decode --from subscriber --raw < message.bin
  lonely decode --from subscriber --show-secrets < a.hex |
      lonely encode --from subscriber --headers expanded
  curl -s https://example.org/v1/notify --data-binary @body.bin |
      lonely decode --protocol stateless --message response_notify --raw";

pub(crate) const ENCODE: &str = "\
The JSON is an object with the members message (or --message), variant (null or left out for a message with one shape), \
minimal_headers (true if left out), flags (if the protocol has any) and fields, as `decode` prints it. A key that is given \
twice is refused, in any object.

Integers are decimal strings, absent text is null, and bytes are any of these:

  \"666f6f2f626172\"              lower-case hex digits, as `decode` prints them; never text
  {\"text\": \"foo/bar\"}          the text in UTF-8
  {\"hex\": \"66 6F 6F\"}          hex digits of either case, with white space
  {\"base64\": \"Zm9vL2Jhcg==\"}   base64 in either alphabet, with `=` behind it or without

Exit status: 0 encoded, 1 could not run, 2 usage, 100 the schema has no such message.

Examples:
  lonely encode --from subscriber '{\"message\": \"subscribe_exact\",
      \"fields\": {\"authorization\": null, \"tracing\": \"\", \"topic\": {\"text\": \"foo/bar\"}}}'
  lonely encode --protocol stateless --message response_notify '{\"fields\":
      {\"authorization\": null, \"tracing\": \"\", \"identifier\": {\"text\": \"a\"}, \"subscribers\": \"3\"}}'
  lonely encode --from subscriber --file message.json --raw > message.bin
  lonely decode --from subscriber --show-secrets < a.hex | lonely encode --from subscriber";

pub(crate) const INSPECT: &str = "\
Each line has a range of bytes (its first, and the first after it), the bytes in hex, the header they belong to, and \
what they mean. Headers without effect say why. Where a message is bad, the line is marked with `>` and the reason \
follows at the end. Secret values are hidden unless --show-secrets is given.

A file or standard input can be hex digits, a dump with offsets (xxd, hexdump -C, od -tx1, tcpdump -x, Wireshark's), or base64 of \
either alphabet; an empty line is between messages, an offset of zero begins one. If --as does not say it, it is the first that \
fits: a dump of several lines with the right offsets; hex, if there is nothing but digits; another dump; base64. With --as \
frames it is what is on a byte stream, each message behind its length in four bytes. Of several messages, each says where it was.

A capture of packets (pcap, pcapng) is known by its first bytes. Its TCP streams are put together; shown are the messages of WebSockets, also compressed ones, bodies on HTTP that are messages by their method and path, and the messages of connections with frames, in the order of the packets. Who sent them is seen, so that --from is not needed.

--follow shows what comes on standard input as it comes, a message on each line, or frames. --format html writes one page to \
keep or to send, without script, for screens and printers.

Exit status: 0 a good message, 1 could not run, 2 usage, 100 a bad message.

Examples:
  lonely inspect --from subscriber --hex 00010002000000000007666f6f2f626172
  lonely inspect --from broadcaster --raw --full --file message.bin | less
  lonely inspect --from subscriber --format json < message.hex
  lonely inspect --from broadcaster --as frames --file stream.bin --format html > stream.html
  lonely inspect --from subscriber --follow < messages.log";

pub(crate) const TOUR: &str = "\
What is written is what `generate` writes, under the same rules: nothing of somebody else's is overwritten. Remove the folder \
when you have seen it.

Exit status: 0 done, 1 could not run, 2 usage.

Examples:
  lonely tour
  lonely tour --schema mine.yaml --out seen";

pub(crate) const GENERATE: &str = "\
Without arguments, `lonely.gen.yaml` says what to generate. Its paths are relative to it:

  lonely: 1
  schema: schema/mine.yaml                 # without it, the built-in schema
  package: { version: 1.2.0, license: MIT, repository: https://example.org/mine }
  generate:
    - { lang: typescript, out: bindings/typescript, name: mine }
    - { lang: python, out: bindings/python }
    - { lang: ruby, out: bindings/ruby }
    - { lang: rust, out: src/protocol.rs }
    - { lang: docs, out: site }              # as `lonely docs` does
    - { lang: dissector, out: lonely.lua }
    - { lang: \"template:templates/c\", out: include, options: { prefix: mine } }
    - { plugin: ./emit-go, out: go, options: { package: mine } }

What packages say about themselves can be said of each entry, too. So can `protocol_version`, which version of the protocol a \
package is for, of those that the schema describes; --protocol-version says it of all. A file is touched only if its content changes.

Others can be generated, too. Of a folder of templates, each file whose name ends in .j2 or .jinja makes the file of the same path \
without that, once for each message if its path speaks of {{ message.name }} or the like, for each protocol if it speaks of protocol; \
files whose names begin with `_` are there to be included, others are copied. The templates are those of Jinja, see what `lonely \
export` prints, and have the filters snake, camel, pascal, kebab, shouty, comment, hex and bytes besides. A plug-in is a program: it \
reads what `lonely export` prints, and answers with {\"files\": {\"PATH\": \"TEXT\"}} or {\"error\": \"TEXT\"}. A configuration that names one \
runs it: look at it as at a makefile.

Whose files are whose is known by hashes: those of a package are in its list, lonely.manifest, that of a Rust module or a dissector is in \
its second line. What is listed and as it was generated is removed when it is no longer generated. What is listed and was \
edited by hand stays, and nothing is written, unless --force is given; if it is no longer generated, it is yours from then \
on. What is not listed is somebody else's, and is never overwritten or removed, --force or not. A list with git's marks \
of a merge is understood; a file with such marks was edited.

A run that is stopped leaves each file with its old or its new content; the next run finishes the work. While a run is at \
work, others in the same folder wait (.lonely.lock; a file on its way is .lonely.new).

Of a package in which more than 10 files change, the first 5 are named and the others counted; --verbose names them all. \
What was edited by hand is named in any case, but for --quiet.

--watch generates again after each change of the configuration, the schema, the templates or the plug-in (but not of what \
that reads), under the same rules. A problem does not end it, the next save may mend it. What is generated is not watched.

If the schema has problems, nothing is compared or written; with --check they are reported as --format says.

--check calls a file missing, changed, edited (by hand), foreign (nothing shows that it was generated), stray (no longer \
generated), or unfinished (the list, if a run was stopped).

Exit status: 0 written or up to date, 1 could not run, 2 usage, 100 something is stale (--check).

Examples:
  lonely generate
  lonely generate --quiet                                       in a build
  lonely generate --watch                                       while the schema is written
  lonely generate --check                                       in continuous integration
  lonely generate --check --format github                       as annotations
  lonely generate --lang python --out python --schema mine.yaml
  lonely generate --lang rust --out src/protocol.rs
  lonely generate --lang template:templates --option prefix=mine --out include
  lonely generate --plugin ./emit-go --out go
  lonely generate --lang rust | less";

pub(crate) const INIT: &str = "\
What is written is a small protocol in schema/chat.yaml, and for each language a folder with a test that writes and reads a message: \
a crate with a build script, or a package that `lonely generate` writes. With them come what git passes over, a workflow for GitHub, \
hooks for pre-commit, and a README; and JSON Schemas, by which editors complete and explain the keys of the schema and of \
lonely.gen.yaml. Nothing that is there already is touched: if one of the files is there, none is written.

Exit status: 0 written, 1 could not run, 2 usage.

Examples:
  lonely init chat
  lonely init --lang python --lang typescript both";

pub(crate) const NEW: &str = "\
The message is added behind the last of its protocol, with the next code of its direction in any version, and the schema stays sound: \
if it would not be, nothing is written. Of a schema in several versions it is there from the newest on, or from --protocol-version. A \
document that signs others begins as those do that are there. A file that is formatted stays so. What its `doc` says is for you to write.

Exit status: 0 added, 1 could not run, 2 usage.

Examples:
  lonely new message hello --schema mine.yaml
  lonely new message heard --from broadcaster --schema mine.yaml";

pub(crate) const LSP: &str = "\
An editor starts it, and speaks the Language Server Protocol with it. It finds the problems of `check` and `lint` while somebody \
types, and mends what has a certain cure; it completes keys and names, explains them, finds where names are given and \
mentioned, changes them everywhere, and lays files out as `fmt` does. It writes no file.

A file is looked at as a part of the schema that the nearest lonely.gen.yaml names, if that includes it; else as a root, if it \
says `lonely: 1`; else as a part of a root beside it. The README of the crate lonelypsp-lsp says how editors are set up.

Exit status: 0 the editor said that it ends, or the input ended, 1 the input is not that of an editor, 2 usage.

Examples:
  lonely lsp < /dev/null";

pub(crate) const EXPORT: &str = "\
The JSON has all that the languages here are generated from: protocols, flags, messages, their values, shapes and groups, \
what answers and signs them, and the programs by which each is read, checked and written. --json-schema prints what describes \
every member of it; --json-schema schema what describes the files of a schema, and --json-schema config what describes \
lonely.gen.yaml, for editors and validators:

  # yaml-language-server: $schema=lonelypsp.schema.json

as the first line of a file is understood by most editors.

Its member lonely_export is 1. As long as that is so, members and kinds of steps may be added, but none goes or changes its \
meaning. Pass over a member that you do not know; stop at a step, a form or the like that you do not know.

Exit status: 0 printed, 1 could not run, 2 usage.

Examples:
  lonely export --schema mine.yaml > mine.json
  lonely export --json-schema > export.schema.json
  lonely export --json-schema schema > lonelypsp.schema.json
  lonely export --json-schema config > lonely.gen.schema.json
  lonely export --compact | wc -c";

pub(crate) const DOCS: &str = "\
The site has a page for each protocol and each message: what it is for, pictures of its bytes, its fields, the order of the \
checks with every error that can come, examples byte by byte, and what answers and signs it. It needs no network, works \
from files, and can be read without JavaScript.

Texts of the schema are Markdown; HTML in them is shown as it stands. For the messages of the built-in schema the examples are \
cases of the conformance corpus.

In the folder, files are treated as `lonely generate` treats them: what is not listed in lonely.manifest is never \
overwritten or removed. In lonely.gen.yaml it is `{ lang: docs, out: site }`.

Exit status: 0 written or up to date, 1 could not run, 2 usage, 100 something is stale (--check).

Examples:
  lonely docs --out site
  lonely docs --out site --schema schema/chat.yaml
  lonely docs --format markdown --out docs/protocol
  lonely docs --out site --check                                in continuous integration";

pub(crate) const DISSECTOR: &str = "\
The same as `generate --lang dissector`. What is written is one file of Lua for Wireshark and tshark, 3.6 or newer, that needs \
nothing else. It shows every message over WebSocket, in frames over TCP, and in the bodies of HTTP, with the names and documentation \
of the schema, and marks the first problem of a wrong one at its bytes. Its first lines say more.

Put it into Wireshark's folder of personal plug-ins (Help, About, Folders), on Linux mostly ~/.local/lib/wireshark/plugins.

Exit status: 0 written or up to date, 1 could not run, 2 usage, 100 it is stale (--check).

Examples:
  lonely dissector --out ~/.local/lib/wireshark/plugins/lonely.lua
  lonely dissector --schema mine.yaml --out mine.lua
  tshark -X lua_script:lonely.lua -r capture.pcap";

pub(crate) const SERVE: &str = "\
Each line of input is a request, each line of output its answer, in order. The answers come from the interpreter, which \
knows the messages of any schema. A line that is not JSON, or has a key twice in one object, is answered with bad_value and \
the id null. So is one of more than 1048576 values of JSON, since each takes many times the bytes that it is written with. A line \
of more than 32 MiB is answered with bad_value as soon as it is too long, and passed over to its end.

Exit status: 0 at the end of input, 1 it could not run.

Examples:
  echo '{\"id\": 1, \"op\": \"describe\"}' | lonely conformance serve
  lonely conformance run -- lonely conformance serve
  lonely conformance serve --schema mine.yaml";

pub(crate) const RUN: &str = "\
Prints what the testee says about itself, how many cases had which outcome, the first 20 differences, and the number of \
differences. Of a testee whose language is `python-reference`, which has no kinds of errors, only acceptance and \
results are compared; a case may say with a member `reference` what that one answers on purpose.

What is waited for longer than 3 seconds is said on standard error. A testee that does not answer in time, answers with \
a line of more than 128 MiB, or does not end with its input is stopped. The corpus has at most 256 MiB.

Exit status: 0 no differences, 1 the testee or the corpus cannot be used, 2 usage, 100 differences.

Examples:
  lonely conformance run -- lonely conformance serve
  lonely conformance run --filter notify -- python3 xtask/reference/testee.py
  lonely conformance run --corpus protocol/vectors --timeout 5 -- node testee.mjs";

pub(crate) const COMPLETIONS: &str = "\
Exit status: 0 printed, 1 could not run, 2 usage.

Examples:
  lonely completions bash > ~/.local/share/bash-completion/completions/lonely
  lonely completions zsh > ~/.zfunc/_lonely
  lonely completions fish > ~/.config/fish/completions/lonely.fish";

pub(crate) const CONFORMANCE: &str = "\
Exit status: 0 done, 1 could not run, 2 usage, 100 differences.

Examples:
  lonely conformance run -- lonely conformance serve
  lonely conformance run -- python3 xtask/reference/testee.py";

pub(crate) const SIGN: &str = "\
The fields are those of the document, as `encode` takes them: bytes are hex or `{\"text\": \"foo/bar\"}`, integers are decimal \
strings, absent text is null, and no key is given twice. `timestamp` and `nonce` may be left out: then they are the time and four random bytes. \
`lonely check --print summary` lists the documents of the protocol `signing` with their fields.

Exit status: 0 signed, 1 could not run, 2 usage, 100 the document cannot be written.

Examples:
  export KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw
  lonely sign check_subscriptions --key-env KEY '{\"tracing\": \"\", \"url\": \"http://h/r\"}'";

pub(crate) const VERIFY: &str = "\
The document is made of the fields, which are given as for `sign`, and of the time and nonce in the header. The rules are \
looked at in this order; the first that is broken is said:

  absent     there is no header                                            unauthorized
  scheme     it does not begin with `X-HMAC` and one space                    forbidden
  timestamp  1 to 20 digits and `:` follow, below 2^64                        forbidden
  too_old    the time lies further back than --lifetime                       forbidden
  too_new    the time lies further ahead than --lifetime                      forbidden
  nonce      at most 255 bytes and `:` follow                                 forbidden
  encoding   64 bytes in standard base64 follow, with `==` or without         forbidden
  mismatch   the code is that of this document, made with this key            forbidden
  replayed   the code was not accepted before (with --seen)                   forbidden

On a mismatch the document is shown as `inspect` shows messages.

Exit status: 0 ok, 1 could not run, 2 usage, 100 refused.

Examples:
  FIELDS='{\"tracing\": \"\", \"url\": \"http://h/r\"}'
  HEADER=$(lonely sign check_subscriptions --key-file key \"$FIELDS\")
  lonely verify check_subscriptions --key-file key --header \"$HEADER\" \"$FIELDS\"
  lonely verify check_subscriptions --key-file key --header \"$HEADER\" --seen codes < fields.json";

pub(crate) const ETAG: &str = "\
The JSON has the members url, topics (a list of objects with topic, in hex or as `{\"text\": \"foo\"}`, and recovery, text or \
null) and globs (a list of objects with glob and recovery), each list in ascending order. No key is given twice.

Exit status: 0 printed, 1 could not run, 2 usage, 100 the subscriptions are not sorted or too long.

Examples:
  lonely etag '{\"url\": \"http://h/r\", \"globs\": [],
      \"topics\": [{\"topic\": {\"text\": \"foo\"}, \"recovery\": null}]}'
  lonely etag --file subscriptions.json";
