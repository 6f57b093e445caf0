//! The crates: each the least that uses its tool, a message with a topic.

/// A crate, by its files; `{root}` stands for the folder of this repository.
pub(super) struct UserCrate {
    pub(super) name: &'static str,
    pub(super) files: &'static [(&'static str, &'static str)],
}

/// Ours comes first.
pub(super) const CRATES: [UserCrate; 3] = [
    UserCrate {
        name: "derive",
        files: &[
            (
                "Cargo.toml",
                "[workspace]\n[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                 [dependencies]\nlonelypsp = { path = \"{root}/protocol\", features = [\"derive\"] }\n",
            ),
            (
                "src/lib.rs",
                "#[derive(lonelypsp::LonelyMessage)]\n\
                 #[lonely(message = \"stateful.subscribe_exact\")]\n\
                 pub struct Subscribe<'a> {\n    \
                     pub authorization: Option<&'a str>,\n    \
                     pub tracing: &'a [u8],\n    \
                     pub topic: Vec<u8>,\n}\n",
            ),
        ],
    },
    UserCrate {
        name: "deku",
        files: &[
            (
                "Cargo.toml",
                "[workspace]\n[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                 [dependencies]\ndeku = \"=0.20.3\"\n",
            ),
            (
                "src/lib.rs",
                "use deku::prelude::*;\n\n\
                 #[derive(DekuRead, DekuWrite)]\n\
                 #[deku(endian = \"big\")]\n\
                 pub struct Subscribe {\n    \
                     #[deku(update = \"self.topic.len()\")]\n    \
                     pub length: u16,\n    \
                     #[deku(count = \"length\")]\n    \
                     pub topic: Vec<u8>,\n}\n",
            ),
        ],
    },
    UserCrate {
        name: "prost-build",
        files: &[
            (
                "Cargo.toml",
                "[workspace]\n[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                 [dependencies]\nprost = \"=0.14.6\"\n\
                 [build-dependencies]\nprost-build = \"=0.14.6\"\nprost-types = \"=0.14.6\"\n",
            ),
            // The descriptor of a .proto file, so that nobody needs protoc.
            (
                "build.rs",
                "use prost_types::field_descriptor_proto::Type;\n\
                 use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet};\n\n\
                 fn main() {\n    \
                     let topic = FieldDescriptorProto {\n        \
                         name: Some(\"topic\".to_owned()),\n        \
                         number: Some(1),\n        \
                         r#type: Some(Type::Bytes as i32),\n        \
                         label: Some(1),\n        \
                         ..Default::default()\n    };\n    \
                     let message = DescriptorProto {\n        \
                         name: Some(\"Subscribe\".to_owned()),\n        \
                         field: vec![topic],\n        \
                         ..Default::default()\n    };\n    \
                     let file = FileDescriptorProto {\n        \
                         name: Some(\"user.proto\".to_owned()),\n        \
                         package: Some(\"user\".to_owned()),\n        \
                         syntax: Some(\"proto3\".to_owned()),\n        \
                         message_type: vec![message],\n        \
                         ..Default::default()\n    };\n    \
                     prost_build::Config::new().compile_fds(FileDescriptorSet { file: vec![file] }).unwrap();\n}\n",
            ),
            ("src/lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/user.rs\"));\n"),
        ],
    },
];
