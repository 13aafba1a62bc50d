//! Who is waited for, and how long: by a clock that goes on only while everybody waits.

use super::*;
use tokio::task::JoinSet;

/// How long a transaction takes.
const TRANSACTION: Duration = Duration::from_millis(4);

/// Takes in everything, and keeps how many batches each transaction had.
#[derive(Debug, Default)]
struct Notebook {
    transactions: Mutex<Vec<usize>>,
}

impl TakeIn for Notebook {
    async fn take_in(&self, _: i32, group: &Group<'_>) -> Result<Outcomes, DatabaseError> {
        tokio::time::sleep(TRANSACTION).await;
        self.transactions.lock().unwrap().push(group.len());
        Ok(group.iter().map(|_| Ok(Inserted::Done)).collect())
    }
}

impl Lines<Notebook> {
    async fn take(self: &Arc<Self>) {
        let batch = Batch::new(Vec::new(), Vec::new());
        let now = Timestamp::from_unix_seconds(0);
        let inserted = Arc::clone(self).insert(1, batch, now).await;
        assert_eq!(inserted, Ok(Inserted::Done));
    }

    fn transactions(&self) -> Vec<usize> {
        self.database.transactions.lock().unwrap().clone()
    }
}

/// Callers that begin one after the other in the time of one transaction, and come back so long after each answer.
async fn callers(count: u32, pause: Duration, rounds: usize) -> Arc<Lines<Notebook>> {
    let lines = Arc::new(Lines::new(Notebook::default()));
    let mut callers = JoinSet::new();
    for caller in 0..count {
        let lines = Arc::clone(&lines);
        callers.spawn(async move {
            tokio::time::sleep(TRANSACTION.mul_f64(f64::from(caller) / f64::from(count))).await;
            for _ in 0..rounds {
                lines.take().await;
                tokio::time::sleep(pause).await;
            }
        });
    }
    callers.join_all().await;
    lines
}

#[tokio::test(start_paused = true)]
async fn lone_caller_is_waited_for_by_nobody() {
    let lines = Arc::new(Lines::new(Notebook::default()));
    let began = Instant::now();
    for _ in 0..10 {
        lines.take().await;
    }
    assert_eq!(began.elapsed(), TRANSACTION * 10);
    assert_eq!(lines.transactions(), [1; 10]);
}

#[tokio::test(start_paused = true)]
async fn callers_that_come_back_at_once_are_taken_in_together() {
    let lines = callers(16, Duration::from_millis(1), 20).await;
    let transactions = lines.transactions();
    let (begin, later) = transactions.split_at(2);
    assert_eq!(begin.iter().sum::<usize>(), 16, "{transactions:?}");
    assert_eq!(later, [16; 19], "{transactions:?}");
}

#[tokio::test(start_paused = true)]
async fn those_who_stay_away_are_waited_for_once_and_not_for_long() {
    let lines = callers(8, Duration::ZERO, 1).await;
    let began = Instant::now();
    for _ in 0..3 {
        lines.take().await;
    }
    assert_eq!(began.elapsed(), TRANSACTION * 3 + TRANSACTION / 2);
}
