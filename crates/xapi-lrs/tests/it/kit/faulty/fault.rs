//! The promises of a store, one broken.

/// Which promise is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Takes in nothing.
    Fails,
    /// Finds no statement by its id.
    Loses,
    /// Writes statements anew.
    Rewrites,
    /// Gives another statement for an id that is not there.
    Invents,
    /// Keeps what stands before a conflict.
    KeepsPart,
    /// Keeps the attachments of a refused batch.
    KeepsAttachments,
    /// Says of a conflict that all is well.
    TakesSecond,
    /// Names the first place for every conflict.
    NamesFirst,
    /// Refuses what is sent again.
    RefusesRepetition,
    /// Takes what is sent again as new word on activities.
    LearnsAgain,
    /// Lists the latest first, always.
    IgnoresOrder,
    /// Has a clock that is an hour slow.
    StoresEarly,
    /// Has a clock of whole seconds, and stores at one time what comes one after the other.
    SharesTime,
    /// Says that answers are complete for a day to come.
    TellsFuture,
    /// Says that no answer was ever complete.
    StandsStill,
    /// Voids nothing.
    NeverVoids,
    /// Voids only what is there.
    VoidsBackwards,
    /// Takes every statement on another as voiding it.
    VoidsAll,
    /// Finds nothing by what targets have.
    IgnoresTargets,
    /// Knows targets only that were there before.
    KnowsEarlierTargets,
    /// Looks for each key anywhere.
    MixesSources,
    /// Looks for the first key alone.
    OneKey,
    /// Takes keys as choices.
    AnyKey,
    /// Lists whatever there is.
    IgnoresAccess,
    /// Gives single statements to whoever asks.
    OpensSingle,
    /// Cuts the list first and leaves out then what may not be seen.
    CutsFirst,
    /// Counts the time itself as later than it.
    SinceInclusive,
    /// Ends before the time.
    UntilExclusive,
    /// Never says that there is more.
    NoMore,
    /// Begins every page at the beginning.
    RepeatsPages,
    /// Repeats the last of a page.
    RepeatsLast,
    /// Cuts attachments off.
    CutsData,
    /// Knows the last definition only.
    Overwrites,
    /// Turns the names round now and then.
    ShufflesNames,
    /// Knows no name.
    ForgetsNames,
    /// Keeps all documents as octets.
    DropsType,
    /// Changes documents whatever was demanded.
    IgnoresPrecondition,
    /// Refuses for one reason whatever there is.
    OneReason,
    /// Lists documents in no order.
    Unsorted,
    /// Lists every document as changed.
    IgnoresSince,
    /// Has one document for all registrations.
    IgnoresRegistration,
    /// Removes the documents of all registrations.
    RemovesAll,
    /// Shows no voided statement to those that follow.
    SkipsVoided,
    /// Goes back when told so.
    GoesBack,
    /// Every tenant sees all.
    MixesTenants,
    /// Looks for a statement of the id, lets others go first, and writes.
    LooksFirst,
    /// Reads a document, lets others go first, and writes.
    ReadsFirst,
}
