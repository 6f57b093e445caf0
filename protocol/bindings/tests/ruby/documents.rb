# frozen_string_literal: true

# Documents with their bytes, codes and digests, as the description of the wire format has them.

# The documents that authorizations sign, with the values of the description.
module Documents
  HEAD = { timestamp: 1_700_000_000, nonce: 'abcDEF', tracing: "\xaa\xbb" }.freeze
  SHA512 = Digest::SHA512.digest('hello')
  ETAG = "\0" * 64
  HTTP = 'http://127.0.0.1:3002/v1/receive'
  RECOVERY = 'http://127.0.0.1:3002/v1/recover'
  CONNECTION = 'websocket:n:1'
  # What all documents begin with after their number.
  START = '000000006553f100066162634445460002aabb'
  HTTP_HEX = '0020687474703a2f2f3132372e302e302e313a333030322f76312f72656365697665'
  RECOVERY_HEX = '0020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f766572'
  CONNECTION_HEX = '000d776562736f636b65743a6e3a31'
  TOPIC_HEX = '0007666f6f2f626172'
  IDENTIFIER_HEX = '0469643031'
  SHA512_HEX = '9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7' \
               '2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043'
  ETAG_HEX = '00' * 65

  NAMED = { identifier: 'id01', message_sha512: SHA512 }.freeze
  DIGEST = { sha512: SHA512 }.freeze
  URL = { url: CONNECTION }.freeze

  # Each with its values and its bytes after the head.
  ALL = {
    1 => [:subscribe_exact, { url: HTTP, recovery: RECOVERY, exact: 'foo/bar' }, [HTTP_HEX, RECOVERY_HEX, TOPIC_HEX]],
    2 => [:subscribe_glob, { url: HTTP, glob: 'foo/*' }, [HTTP_HEX, '0000', '0005666f6f2f2a']],
    3 => [:notify, { topic: 'foo/bar', **NAMED }, [TOPIC_HEX, IDENTIFIER_HEX, SHA512_HEX]],
    4 => [:stateful_configure,
          { subscriber_nonce: (0..31).to_a.pack('C*'), enable_zstd: true, enable_training: false, initial_dict: 2 },
          ["20#{(0..31).map { |byte| format('%02x', byte) }.join}", '01000002']],
    5 => [:check_subscriptions, { url: HTTP }, [HTTP_HEX]],
    6 => [:set_subscriptions, { url: HTTP, etag: ETAG }, [HTTP_HEX, ETAG_HEX]],
    7 => [:stateful_continue_receive, { identifier: 'id01', part_id: 1, **URL },
          [IDENTIFIER_HEX, '01', CONNECTION_HEX]],
    8 => [:confirm_receive, { identifier: 'id01', num_subscribers: 1, **URL },
          [IDENTIFIER_HEX, '00000001', CONNECTION_HEX]],
    9 => [:confirm_missed, { topic: 'foo/bar', url: RECOVERY }, [TOPIC_HEX, RECOVERY_HEX]],
    10 => [:receive, { **URL, topic: 'foo/bar', **NAMED }, [CONNECTION_HEX, TOPIC_HEX, IDENTIFIER_HEX, SHA512_HEX]],
    11 => [:missed, { recovery: CONNECTION, topic: 'foo/bar' }, [CONNECTION_HEX, TOPIC_HEX]],
    12 => [:confirm_subscribe_exact, { url: HTTP, recovery: RECOVERY, exact: 'foo/bar' },
           [HTTP_HEX, RECOVERY_HEX, TOPIC_HEX]],
    13 => [:confirm_subscribe_glob, { url: HTTP, glob: 'foo/*' }, [HTTP_HEX, '0000', '0005666f6f2f2a']],
    14 => [:confirm_notify, { subscribers: 300, topic: 'foo/bar', **NAMED },
           [IDENTIFIER_HEX, '0000012c', TOPIC_HEX, SHA512_HEX]],
    15 => [:check_subscriptions_response, { etag: ETAG }, [ETAG_HEX]],
    16 => [:set_subscriptions_response, { etag: ETAG }, [ETAG_HEX]],
    17 => [:stateful_confirm_configure, { broadcaster_nonce: (32..63).to_a.pack('C*') },
           ['20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f']],
    18 => [:stateful_enable_zstd_preset,
           { **URL, compressor_identifier: 1, compression_level: 3, min_size: 16_384, max_size: (2**64) - 1 },
           [CONNECTION_HEX, '0000000100000003', '0000000000004000ffffffffffffffff']],
    19 => [:stateful_enable_zstd_custom,
           { **URL, compressor_identifier: 65_536, compression_level: 10, min_size: 32, max_size: 16_384, **DIGEST },
           [CONNECTION_HEX, '000100000000000a', '00000000000000200000000000004000', SHA512_HEX]],
    20 => [:stateful_disable_zstd_custom, { compressor_identifier: 65_536, **URL }, ['00010000', CONNECTION_HEX]],
    21 => [:stateful_continue_notify, { identifier: 'id01', part_id: 1 }, [IDENTIFIER_HEX, '00000001']]
  }.freeze

  # The key is the bytes from 0 to 63. Its text, and the codes of all documents in the order of their numbers.
  KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw'
  CODES = %w[
    3eH8FyfGNzaSpWveHp1bAx2BJFtzoHd2Aaikz8Gw/MC81glsZwJbSXkHNF0pbHki0JEvmrLjzizHcInLhoDwZA==
    q5gEeGUM/39Qj9nVwGb3PQJD9WiwitZjpcxdSmteZLqvRNNw/brX5gQoNhiHpkFmFC2H5U7BjgJL5XSA03ziBQ==
    rwJhkFGPDMiZhxcDZYJQQm4S4f3BH+iSuPJF1goqlrg9uIN7kwPZ12E98fo5mr58uoLXnyFTzGfPTTjkb18CRQ==
    VCC/ZPCgpL1hBxdRWEPudrqMm04qC0bEy9mUx32IU0WmKUC0Cz00/74k5ptLPtptNQFtq9xlRCXFGY0vvbqLvg==
    NKy4nlcjkLzQeV+asbHao53JnIsLbaxl2VxUSVJw7PIO0O64BqhcBo9azEFF0NfnUeAEqCondc2Ldv6L5u31Ow==
    gA117g7vWEreviFs2bE2g1nQrrx5oXD0qoEDVm7BzyORckw6NWzbPfWqFEhY9c292/amQdgLBSwenPvflY/cqg==
    zvssWH6z1cFUHcWeJypRVOvTlknTaqfCOHa+7V9JGfmAVw6uNuAZs8UCpUSarDR4TDaS8ir8j8M0LMlX7c4+bA==
    upPz8Fr+NJ3LkXmARMdrpSAdtoy0YxUHqFDxG4pbYw7NGuM2O3sOJ61VLCLHsp9vGoWN8vVPP4LqGK++ZJ5xjA==
    XsPhTAQaS8A25B1BJdLtnMeKzve/vTpUbGdsx/TUghC31bbStaRn+PdHuKFvBq8bL4riAgY9VjxKwg/6ZSaxfg==
    /IfgdwytVNJuVgh941IFolZ73k9xRgoI42ZTFv1Vuxf1NVdcl1yhuJisFb/Q+NSqel5s1a16p7LdxQLckjhD1w==
    jLFgNLCzLJRs5he+kJ9YM3YrX56nGUqsFRgb2DbWVemCjUQ9b9V+N5sHz90ub+Hf/qViwHlg6udbNdYYy15x4Q==
    TL/yTrT35CMhxmkFy+1Da/dLWzgx+3Z+QMswK9Cq+xJmaM7xUpllgnqglWI/kjLsz/STqno2Sd/AT2Xh/RZ7ew==
    L3c7qIKO+phozr7BSOOur90szW2opts0cLaV0GE3q00peaWe6JOtSd2aS7WCV7uJq9H0WIFycshbdQndRYJn3g==
    Vs31a6v4GzvFEykZqkEOWcyL2e9S9p2NnfFDfHO17LYieHH5ylz13RJpv0gNzUYa6S65tKmmR1cOZrr3H5BziA==
    PYwmi0pdM1AnBkD+aj3DRTonH9Q3RGrIhdyUjo451lTVsySNsfxrjX/VTQWpyDbcXOx9rcjVTAeqEkTmKFax8w==
    75XXKdmNwkeHwHhWZmlOaAvd7DIxHkA9GAt/21ZmK26kNKNckh95YRdSgI8P3fMO514lsXsIGNGVIUz0szjGQQ==
    qeg9k83sS05q7GVseyt7Xn6KbHEsBcNWnpzMQvLrfoy3NBBP4YWhy7b6Xv1ParQ95Zo2Rf3O0qFAzjMXU46qXA==
    ScIQnwAICL2ghJGsH+nsY29ALf/2HGoUos98mMdPsusHsr6T072q+YNCJpBNPKfvzb7oVXmF/p+drIq+mTrR0w==
    wl4QL/5DiBRx/TLkNjTRK4niVn9Mz6Uf+y9plN83X38riYrissIzHf+H0oDkCGioRI1ynqMHp+PDTPEodEogcw==
    YLURoJceuBW1ooimUxF1c1YFC2DFdNfJHmeAax2mhc3892LKtTOMOBInco/cnOorSl+3llKjKj5RpjymCOsREQ==
    Fh3q/j9EfJJHNlFOywBFiz5EC7fobqIE3/UrbZHmFg11qXspRSWiYBia4z1HqELtVbVU9W3V3xbQcfOtQ8un8w==
  ].freeze

  # Subscriptions, the document that is hashed, and its SHA-512.
  ETAGS = [
    [['u', [], []], '55524c0001750a45584143540a474c4f420a',
     '2cd38769b8886154897e6f04a53440cbc20d0e52827a45099992eb726bb51f4354f2aa6f5c308d10111d64b443fecd7c' \
     'd0c264655f83d5379adb40c2c163d4af'],
    [['http://h/r', [['foo', nil]], []],
     '55524c000a687474703a2f2f682f720a45584143540003666f6f00000a474c4f420a',
     '45eb47bccde7290e478129d5418c3b4c101091e15b029c881a5f175f4f37449d2106a8a6e298b36f7c641b37a81daa57' \
     '935e1cbd2e692e160f5fbee8b0e6dd64'],
    [['http://h/r', [['a', 'http://h/m'], ['b', nil]], [['a/*', nil], ['b/*', 'http://h/m']]],
     '55524c000a687474703a2f2f682f720a4558414354000161000a687474703a2f2f682f6d00016200000a474c4f42' \
     '0003612f2a00000003622f2a000a687474703a2f2f682f6d0a',
     '196f544f0722dadd89ab594a40b0c54574854661716ad3e84f2f56ed9d3bd5798fa47e6d3869d0d94ce621c610e7272b' \
     'b4ca4ad8b8891ee21e9acb828e258a71']
  ].freeze

  module_function

  # Each document with its direction and its bytes.
  def each
    ALL.each do |number, (name, values, hex)|
      direction = number < 10 ? Lonelypsp::Signing::S2B : Lonelypsp::Signing::B2S
      type = direction::MESSAGE_TYPES.fetch(number)
      bytes = [[format('%02x', number), START, *hex].join].pack('H*')
      yield direction, name, type.new(**HEAD, **values), bytes
    end
  end
end
