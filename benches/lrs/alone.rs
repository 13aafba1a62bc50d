//! What a database alone does: the floor.

use tokio::runtime::Handle;
use xapi_lrs::{NewStatement, RecordStore};

use crate::made::Question;

/// A database with the record store's tables, gone when dropped or made again.
pub(crate) trait Alone {
    /// Whose floor it is.
    const NAME: &'static str;

    type Records: RecordStore + Clone + 'static;
    /// What is inserted for a batch.
    type Rows;
    /// A list, prepared.
    type List;

    /// A new one.
    fn new(runtime: &Handle, name: &'static str) -> Self;

    /// The record store in it.
    fn records(&self) -> Self::Records;

    /// The rows that the record store makes of statements.
    fn rows(&mut self, statements: &[NewStatement]) -> Self::Rows;

    /// Inserts rows as one transaction.
    fn insert(&mut self, rows: Self::Rows);

    /// Inserts rows, each as a transaction of its own, in the fastest way for a database that
    /// [`CALLERS`](crate::CALLERS) programs share.
    fn insert_each(&mut self, rows: Vec<Self::Rows>);

    /// Gathers what the database plans by, as it does by itself before long.
    fn analyze(&self);

    /// Prepares the query for a page by the index: of the latest statements with as many keys as this question
    /// has, or of those on the same side of a moment.
    fn prepare_list(&self, like: &Question) -> Self::List;

    /// The texts of the statements that the question asks for.
    fn list(&self, list: &Self::List, question: &Question) -> Vec<Vec<u8>>;
}
