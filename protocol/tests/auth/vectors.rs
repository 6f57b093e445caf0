//! A document of each kind and its authorization, from the description of the wire format (made by the reference).
//!
//! Key: bytes 0 to 63. Time 1700000000, nonce `abcDEF`, tracing `aabb`, identifier `id01`, topic `foo/bar`, digest of `hello`.

use lonelypsp::auth::{Document, Key};
use lonelypsp::{Direction, EncodeError, ErrorKind};

pub(crate) const TIME: u64 = 1_700_000_000;
pub(crate) const NONCE: &str = "abcDEF";

/// How many bytes of a document are its number, the time, and the nonce above with its length.
const HEAD: usize = 1 + 8 + 1 + NONCE.len();

/// The whole document in hexadecimal, and the code that follows `X-HMAC 1700000000:abcDEF:`.
pub(crate) struct Vector {
    pub(crate) document: &'static str,
    pub(crate) code: &'static str,
}

pub(crate) fn key() -> Key {
    Key::from_bytes(&std::array::from_fn(|index| u8::try_from(index).unwrap()))
}

impl Vector {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let pairs = self.document.as_bytes().chunks(2);
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    pub(crate) fn authorization(&self) -> String {
        format!("X-HMAC {TIME}:{NONCE}:{}", self.code)
    }

    /// The document without its time and nonce.
    pub(crate) fn raw(&self) -> Raw {
        let bytes = self.bytes();
        Raw { number: bytes[0], rest: bytes[HEAD..].to_vec() }
    }
}

/// A document, cut behind its nonce.
pub(crate) struct Raw {
    number: u8,
    rest: Vec<u8>,
}

impl Raw {
    /// One byte changed.
    pub(crate) fn damaged(mut self) -> Self {
        *self.rest.last_mut().unwrap() ^= 1;
        self
    }
}

impl Document for Raw {
    fn direction(&self) -> Direction {
        if self.number < 10 { Direction::S2b } else { Direction::B2s }
    }

    fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
        let too_long = EncodeError::new(ErrorKind::TooLong, None);
        buffer.push(self.number);
        buffer.extend(timestamp.to_be_bytes());
        buffer.push(u8::try_from(nonce.len()).map_err(|_| too_long)?);
        buffer.extend(nonce.as_bytes());
        buffer.extend(&self.rest);
        Ok(())
    }
}

/// By their numbers, from 1 on.
#[rustfmt::skip]
pub(crate) const VECTORS: [Vector; 21] = [
    // 1: SUBSCRIBE_EXACT
    Vector {
        document: "01000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            6563656976650020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f7665720007666f6f2f6261\
            72",
        code: "3eH8FyfGNzaSpWveHp1bAx2BJFtzoHd2Aaikz8Gw/MC81glsZwJbSXkHNF0pbHki0JEvmrLjzizHcInLhoDwZA==",
    },
    // 2: SUBSCRIBE_GLOB
    Vector {
        document: "02000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            65636569766500000005666f6f2f2a",
        code: "q5gEeGUM/39Qj9nVwGb3PQJD9WiwitZjpcxdSmteZLqvRNNw/brX5gQoNhiHpkFmFC2H5U7BjgJL5XSA03ziBQ==",
    },
    // 3: NOTIFY
    Vector {
        document: "03000000006553f100066162634445460002aabb0007666f6f2f62617204696430319b71d224bd62f3785d96d46ad3ea\
            3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcde\
            c043",
        code: "rwJhkFGPDMiZhxcDZYJQQm4S4f3BH+iSuPJF1goqlrg9uIN7kwPZ12E98fo5mr58uoLXnyFTzGfPTTjkb18CRQ==",
    },
    // 4: STATEFUL_CONFIGURE
    Vector {
        document: "04000000006553f100066162634445460002aabb20000102030405060708090a0b0c0d0e0f101112131415161718191a\
            1b1c1d1e1f01000002",
        code: "VCC/ZPCgpL1hBxdRWEPudrqMm04qC0bEy9mUx32IU0WmKUC0Cz00/74k5ptLPtptNQFtq9xlRCXFGY0vvbqLvg==",
    },
    // 5: CHECK_SUBSCRIPTIONS
    Vector {
        document: "05000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            656365697665",
        code: "NKy4nlcjkLzQeV+asbHao53JnIsLbaxl2VxUSVJw7PIO0O64BqhcBo9azEFF0NfnUeAEqCondc2Ldv6L5u31Ow==",
    },
    // 6: SET_SUBSCRIPTIONS
    Vector {
        document: "06000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            656365697665000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
            0000000000000000000000000000000000000000000000",
        code: "gA117g7vWEreviFs2bE2g1nQrrx5oXD0qoEDVm7BzyORckw6NWzbPfWqFEhY9c292/amQdgLBSwenPvflY/cqg==",
    },
    // 7: STATEFUL_CONTINUE_RECEIVE
    Vector {
        document: "07000000006553f100066162634445460002aabb046964303101000d776562736f636b65743a6e3a31",
        code: "zvssWH6z1cFUHcWeJypRVOvTlknTaqfCOHa+7V9JGfmAVw6uNuAZs8UCpUSarDR4TDaS8ir8j8M0LMlX7c4+bA==",
    },
    // 8: CONFIRM_RECEIVE
    Vector {
        document: "08000000006553f100066162634445460002aabb046964303100000001000d776562736f636b65743a6e3a31",
        code: "upPz8Fr+NJ3LkXmARMdrpSAdtoy0YxUHqFDxG4pbYw7NGuM2O3sOJ61VLCLHsp9vGoWN8vVPP4LqGK++ZJ5xjA==",
    },
    // 9: CONFIRM_MISSED
    Vector {
        document: "09000000006553f100066162634445460002aabb0007666f6f2f6261720020687474703a2f2f3132372e302e302e313a\
            333030322f76312f7265636f766572",
        code: "XsPhTAQaS8A25B1BJdLtnMeKzve/vTpUbGdsx/TUghC31bbStaRn+PdHuKFvBq8bL4riAgY9VjxKwg/6ZSaxfg==",
    },
    // 10: RECEIVE
    Vector {
        document: "0a000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a310007666f6f2f62617204696430\
            319b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5\
            da0c4663475c2e5c3adef46f73bcdec043",
        code: "/IfgdwytVNJuVgh941IFolZ73k9xRgoI42ZTFv1Vuxf1NVdcl1yhuJisFb/Q+NSqel5s1a16p7LdxQLckjhD1w==",
    },
    // 11: MISSED
    Vector {
        document: "0b000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a310007666f6f2f626172",
        code: "jLFgNLCzLJRs5he+kJ9YM3YrX56nGUqsFRgb2DbWVemCjUQ9b9V+N5sHz90ub+Hf/qViwHlg6udbNdYYy15x4Q==",
    },
    // 12: CONFIRM_SUBSCRIBE_EXACT
    Vector {
        document: "0c000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            6563656976650020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f7665720007666f6f2f6261\
            72",
        code: "TL/yTrT35CMhxmkFy+1Da/dLWzgx+3Z+QMswK9Cq+xJmaM7xUpllgnqglWI/kjLsz/STqno2Sd/AT2Xh/RZ7ew==",
    },
    // 13: CONFIRM_SUBSCRIBE_GLOB
    Vector {
        document: "0d000000006553f100066162634445460002aabb0020687474703a2f2f3132372e302e302e313a333030322f76312f72\
            65636569766500000005666f6f2f2a",
        code: "L3c7qIKO+phozr7BSOOur90szW2opts0cLaV0GE3q00peaWe6JOtSd2aS7WCV7uJq9H0WIFycshbdQndRYJn3g==",
    },
    // 14: CONFIRM_NOTIFY
    Vector {
        document: "0e000000006553f100066162634445460002aabb04696430310000012c0007666f6f2f6261729b71d224bd62f3785d96\
            d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef4\
            6f73bcdec043",
        code: "Vs31a6v4GzvFEykZqkEOWcyL2e9S9p2NnfFDfHO17LYieHH5ylz13RJpv0gNzUYa6S65tKmmR1cOZrr3H5BziA==",
    },
    // 15: CHECK_SUBSCRIPTIONS_RESPONSE
    Vector {
        document: "0f000000006553f100066162634445460002aabb00000000000000000000000000000000000000000000000000000000\
            00000000000000000000000000000000000000000000000000000000000000000000000000",
        code: "PYwmi0pdM1AnBkD+aj3DRTonH9Q3RGrIhdyUjo451lTVsySNsfxrjX/VTQWpyDbcXOx9rcjVTAeqEkTmKFax8w==",
    },
    // 16: SET_SUBSCRIPTIONS_RESPONSE
    Vector {
        document: "10000000006553f100066162634445460002aabb00000000000000000000000000000000000000000000000000000000\
            00000000000000000000000000000000000000000000000000000000000000000000000000",
        code: "75XXKdmNwkeHwHhWZmlOaAvd7DIxHkA9GAt/21ZmK26kNKNckh95YRdSgI8P3fMO514lsXsIGNGVIUz0szjGQQ==",
    },
    // 17: STATEFUL_CONFIRM_CONFIGURE
    Vector {
        document: "11000000006553f100066162634445460002aabb20202122232425262728292a2b2c2d2e2f303132333435363738393a\
            3b3c3d3e3f",
        code: "qeg9k83sS05q7GVseyt7Xn6KbHEsBcNWnpzMQvLrfoy3NBBP4YWhy7b6Xv1ParQ95Zo2Rf3O0qFAzjMXU46qXA==",
    },
    // 18: STATEFUL_ENABLE_ZSTD_PRESET
    Vector {
        document: "12000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a3100000001000000030000000000\
            004000ffffffffffffffff",
        code: "ScIQnwAICL2ghJGsH+nsY29ALf/2HGoUos98mMdPsusHsr6T072q+YNCJpBNPKfvzb7oVXmF/p+drIq+mTrR0w==",
    },
    // 19: STATEFUL_ENABLE_ZSTD_CUSTOM
    Vector {
        document: "13000000006553f100066162634445460002aabb000d776562736f636b65743a6e3a31000100000000000a0000000000\
            00002000000000000040009b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99b\
            a5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
        code: "wl4QL/5DiBRx/TLkNjTRK4niVn9Mz6Uf+y9plN83X38riYrissIzHf+H0oDkCGioRI1ynqMHp+PDTPEodEogcw==",
    },
    // 20: STATEFUL_DISABLE_ZSTD_CUSTOM
    Vector {
        document: "14000000006553f100066162634445460002aabb00010000000d776562736f636b65743a6e3a31",
        code: "YLURoJceuBW1ooimUxF1c1YFC2DFdNfJHmeAax2mhc3892LKtTOMOBInco/cnOorSl+3llKjKj5RpjymCOsREQ==",
    },
    // 21: STATEFUL_CONTINUE_NOTIFY
    Vector {
        document: "15000000006553f100066162634445460002aabb046964303100000001",
        code: "Fh3q/j9EfJJHNlFOywBFiz5EC7fobqIE3/UrbZHmFg11qXspRSWiYBia4z1HqELtVbVU9W3V3xbQcfOtQ8un8w==",
    },
];
