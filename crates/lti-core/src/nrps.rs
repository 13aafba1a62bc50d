//! Names and Role Provisioning Services 2.0.

mod claim;

pub use claim::NrpsClaim;
