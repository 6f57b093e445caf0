//! What makes the [plan](crate::Plan) of a message, what is asked of it as a whole, and its text.
//!
//! The steps are part of the model; here is how they come about, so that no back end has to decide anything.

mod arrangement;
mod ask;
mod build;
mod emit;
mod fast;
mod pieces;
mod print;
mod row;
mod scan;
mod used;
mod write;

pub(crate) use arrangement::{Arrangement, Item, Relations};
pub(crate) use build::{VariantProblem, build_plan};
pub use emit::Emit;
pub use pieces::Piece;
pub use print::print_plan;
