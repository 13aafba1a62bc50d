//! The attacks a launch must withstand: cases 1 to 48 of the list in docs/conformance.md.
//!
//! The verdict is the exact code and fault of the refusal, or the exact warnings of a launch
//! that is taken.

mod audience;
mod browser;
mod context;
mod hints;
mod identity;
mod jose;
mod keys;
mod message;
mod replay;
mod times;
