//! A message of one's own: described by attributes, written in both header modes, read back, and refused.

mod dump;
mod upload;

use lonelypsp::{HeaderMode, LonelyMessage, sha512};
use upload::{Upload, UploadOfLastYear};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let image = b"not really a JPEG";
    let upload = Upload {
        id: b"img-7",
        taken_at: 1_700_000_000,
        caption: Some("Grüße"),
        priority: 9,
        length: (),
        digest: sha512(image),
        image,
    };

    for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
        let wire = upload.encode(mode)?;
        println!("{mode:?}, {} bytes", wire.len());
        dump::print(&wire);
        // Whoever reads need not know which of the two was written.
        let read = Upload::decode(&wire)?;
        println!("read back: {}\n", if read == upload { "equal" } else { "different" });
    }

    // A sender from before `x-priority`: what it leaves out is the default. That takes an expanded block, since a
    // minimal one has no names.
    let old = UploadOfLastYear {
        id: b"img-6",
        taken_at: 0,
        caption: None,
        length: (),
        digest: sha512(b""),
        image: b"",
    };
    println!("without x-priority: {}\n", Upload::decode(&old.encode(HeaderMode::Expanded)?)?.priority);

    // One bit of the image is not as it was sent.
    let mut wire = upload.encode(HeaderMode::Minimal)?;
    if let Some(last) = wire.last_mut() {
        *last ^= 1;
    }
    match Upload::decode(&wire) {
        Ok(_) => println!("the damage went unnoticed"),
        Err(error) => {
            println!("{error}");
            println!("kind {}, at {:?}, offset {}", error.kind(), error.at(), error.offset());
        }
    }

    // What no reader would take is not written.
    match (Upload { id: &[b'x'; 17], ..upload }).encode(HeaderMode::Minimal) {
        Ok(_) => println!("an id of 17 bytes was written"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
