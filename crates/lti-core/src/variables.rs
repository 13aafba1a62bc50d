//! Variables in custom parameters, which stand for values of the launch.
//!
//! A tool asks for values by parameters such as `country=$Person.address.country`; as a message is
//! begun, the platform puts the value in the place of the name. What has no value, is unknown, or
//! is not for this tool stays as it is, `$` and all, so that the tool sees that it was not told.
//!
//! ```
//! use lti_core::variables::{Tells, Variable};
//! use lti_core::{Custom, Privacy, Variables};
//!
//! let mut custom = Custom::default();
//! custom.set("person", "$User.id"); // follows from the message
//! custom.set("country", "$Person.address.country"); // the host's to give
//! custom.set("theme", "dark"); // no variable
//!
//! let variables = Variables::new()
//!     .with("Person.address.country", "NZ")?
//!     .with_own("Lms.theme", Tells::Nothing, "dark");
//! // Then: request.with_custom(custom).with_variables(variables)
//!
//! // The tool learns the country where its registration says `Privacy::Everything`.
//! let country = Variable::named("Person.address.country").ok_or("no such variable")?;
//! assert!(country.tells().is_for(Privacy::Everything, false));
//! assert!(!country.tells().is_for(Privacy::NameAndEmail, false));
//!
//! let error = Variables::new().with("person.address.country", "NZ").unwrap_err();
//! assert!(error.to_string().ends_with("case counts"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Only a parameter that is a variable as a whole is one: text around it stays text, and a value
//! that begins with `$` is not looked up again.
//!
//! Spec: LTI Core 1.3, §5.4.6 and Appendix B.

mod history;
mod message;
mod names;
mod values;
mod variable;

pub use history::IdHistory;
pub use values::{UnknownVariable, Variables};
pub use variable::{Tells, Variable};
