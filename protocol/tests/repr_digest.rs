//! `Repr-Digest`, as RFC 9530 has it and as the reference's programs write it.

use lonelypsp::repr_digest::{ReprDigestError, emit, read};
use lonelypsp::sha512;
use proptest::prelude::*;

/// Of `hello`, as seen of the reference's broadcaster.
const PADDED: &str =
    "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";

/// Of nothing but zeros.
const ZEROS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn what_is_written_is_what_the_reference_writes() {
    assert_eq!(emit(&sha512(b"hello")), format!("sha-512={PADDED}"));
}

#[test]
fn what_is_read() {
    let unpadded = PADDED.trim_end_matches('=');
    let digest = Ok(sha512(b"hello"));
    let values = [
        // What the reference's programs read.
        format!("sha-512={PADDED}"),
        format!("sha-512={unpadded}"),
        format!("sha-512=:{PADDED}:"),
        format!("sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=,sha-512={PADDED}"),
        format!("sha-512={PADDED},sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
        format!("sha-512={ZEROS},sha-512={PADDED}"),
        // What RFC 9530 and RFC 9651 allow beyond that.
        format!("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:, sha-512=:{PADDED}:"),
        format!("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\t,\t sha-512=:{unpadded}:"),
        format!(" sha-512=:{PADDED}: "),
        format!("sha-512=:{PADDED}:;a=1;b=\"x,y\""),
        format!("unixsum=30637, flag, list=(1 2), text=\"a, sha-512=\\\"b\", sha-512=:{PADDED}:"),
        format!("sha-512=:{ZEROS}:, SHA-512=:AAAA:, sha-512=:{PADDED}:, sha512=:AAAA:, sha-512-256=:AAAA:"),
        // An odd end of the list, and bits that stand for no byte.
        format!("sha-512=:{PADDED}:,"),
        format!("sha-512=:{}:", PADDED.replace("Qw==", "Qx==")),
    ];
    for value in values {
        assert_eq!(read(&value), digest, "{value}");
        assert_eq!(read(value.as_bytes()), digest, "{value}");
    }
}

#[test]
fn what_is_refused_and_why() {
    let cases = [
        (String::new(), ReprDigestError::Absent),
        (",".into(), ReprDigestError::Absent),
        (format!("sha512=:{PADDED}:"), ReprDigestError::Absent),
        (format!("SHA-512=:{PADDED}:"), ReprDigestError::Absent),
        (format!("sha-512-256=:{PADDED}:"), ReprDigestError::Absent),
        (format!("sha-512 =:{PADDED}:"), ReprDigestError::Absent),
        (format!("x=\"sha-512=:{PADDED}:"), ReprDigestError::Absent),
        (format!("x=\", sha-512=:{PADDED}:\""), ReprDigestError::Absent),
        ("sha-512=".into(), ReprDigestError::Length { found: 0 }),
        ("sha-512=::".into(), ReprDigestError::Length { found: 0 }),
        ("sha-512".into(), ReprDigestError::Length { found: 0 }),
        ("sha-512;a=1".into(), ReprDigestError::Length { found: 0 }),
        ("sha-512=:AAAA:".into(), ReprDigestError::Length { found: 3 }),
        (format!("sha-512=:{ZEROS}AA:"), ReprDigestError::Length { found: 66 }),
        (format!("sha-512=:{ZEROS}{ZEROS}:"), ReprDigestError::Length { found: 129 }),
        (format!("sha-512=:{ZEROS}"), ReprDigestError::Encoding),
        (format!("sha-512={ZEROS}:"), ReprDigestError::Encoding),
        (format!("sha-512=: {ZEROS}:"), ReprDigestError::Encoding),
        (format!("sha-512=:{}:", PADDED.replace('+', "-")), ReprDigestError::Encoding),
        (format!("sha-512=:{PADDED}=:"), ReprDigestError::Encoding),
        (format!("sha-512=:{PADDED}{PADDED}:"), ReprDigestError::Encoding),
        ("sha-512=:A:".into(), ReprDigestError::Encoding),
        ("sha-512=:".into(), ReprDigestError::Encoding),
        ("sha-512=\u{fc}".into(), ReprDigestError::Encoding),
        // The last one counts, whatever there was before.
        (format!("sha-512=:{PADDED}:, sha-512=:?:"), ReprDigestError::Encoding),
        (format!("sha-512=:{PADDED}:, sha-512"), ReprDigestError::Length { found: 0 }),
    ];
    for (value, error) in cases {
        assert_eq!(read(&value), Err(error), "{value}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_hurt(before in any::<Vec<u8>>(), value in "[A-Za-z0-9+/=:;\", ]{0,200}", after in any::<Vec<u8>>()) {
        let _ = read(&before);
        let header = [before.as_slice(), b"sha-512=", value.as_bytes(), &after].concat();
        let _ = read(&header);
    }

    #[test]
    fn every_digest_is_read_as_it_was_written(half in any::<[u8; 32]>(), other in "[a-z]{1,8}=:[A-Za-z0-9+/]{0,40}:") {
        let mut digest = [0; 64];
        digest[..32].copy_from_slice(&half);
        digest[40..].copy_from_slice(&half[..24]);
        let value = emit(&digest);
        prop_assert_eq!(read(&value), Ok(digest));
        let combined = format!("{other}, {value}, {other}");
        prop_assert_eq!(read(combined), Ok(digest));
    }
}
