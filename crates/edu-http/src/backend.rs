//! What services and the stores behind them have in common.

/// A store could not do what it was asked.
///
/// The text says what failed, for the host's log; it must not quote keys, tokens or people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The store failed.
    #[error("store failed: {reason}")]
    Failed {
        /// Why, in the store's words.
        reason: String,
    },
}

impl BackendError {
    /// A store failed, for this reason.
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed {
            reason: reason.into(),
        }
    }
}

/// Implements a trait of a store for references and `Arc`s of whatever implements it: each
/// method hands its arguments on.
#[macro_export]
#[doc(hidden)]
macro_rules! for_pointers {
    ($name:ident { $(fn $method:ident($($argument:ident: $type:ty),*) -> $output:ty;)+ }) => {
        $crate::for_pointers!(@of (&T) $name {
            $(fn $method($($argument: $type),*) -> $output;)+
        });
        $crate::for_pointers!(@of (std::sync::Arc<T>) $name {
            $(fn $method($($argument: $type),*) -> $output;)+
        });
    };
    (@of ($($pointer:tt)+) $name:ident {
        $(fn $method:ident($($argument:ident: $type:ty),*) -> $output:ty;)+
    }) => {
        impl<T: $name + ?Sized> $name for $($pointer)+ {
            $(fn $method(
                &self,
                $($argument: $type),*
            ) -> impl Future<Output = Result<$output, $crate::BackendError>> + Send {
                T::$method(self, $($argument),*)
            })+
        }
    };
}
