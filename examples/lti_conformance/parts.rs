//! The parts of the conformance program, tested one by one. What the whole program finds at tools
//! and platforms is tested with the other examples.

mod args;
mod browser;
mod case;
mod clock;
mod host;
mod keys;
mod markup;
mod platform;
mod program;
mod report;
mod tool;
mod verdict;
mod weak;
