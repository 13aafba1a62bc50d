//! What a platform's gradebook holds for a person.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object, json_wire};
use edu_types::{Decimal, Personal, PositiveDecimal};

use super::{GradingProgress, Points, Score, rules};
use crate::{Subject, WebAddress};

json_object! {
    /// What a platform's gradebook holds for one person in one column.
    ///
    /// It need not be the score that the tool sent: a platform scales scores, and a teacher may
    /// have the last word. `Debug` shows neither person nor grade.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.3.
    pub struct ResultRecord {
        required {
            /// Address and identity of the result.
            id: WebAddress = "id",
            /// Whose result it is.
            user_id: Subject = "userId",
        }
        optional {
            /// The points; absent where there are none, or none yet.
            result_score: Personal<Decimal> = "resultScore",
            /// What the points are out of; see [`ResultRecord::maximum`].
            result_maximum: PositiveDecimal = "resultMaximum",
        }
        informative {
            /// Who gave the points.
            scoring_user_id: Subject = "scoringUserId",
            /// Shown to the person.
            comment: Personal<String> = "comment",
            /// The column.
            score_of: WebAddress = "scoreOf",
        }
    }
}
json_wire!(ResultRecord, &rules::MEMBER_RULES);

impl ResultRecord {
    /// What the points are out of: 1 where the platform does not say.
    pub fn maximum(&self) -> Decimal {
        let said = self.result_maximum.as_ref();
        said.map_or_else(|| Decimal::from(1), |said| said.as_decimal().clone())
    }
}

/// The results of one page, on the wire as an array.
///
/// Spec: Assignment and Grade Services 2.0, §3.3.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "an array of the wire and nothing else"
)]
pub struct Results(pub Vec<ResultRecord>);

json_wire!(Results, &rules::MEMBER_RULES);

impl FromJson for Results {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        Vec::from_json(node, reader).map(Self)
    }
}

impl ToJson for Results {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(&self.0);
    }
}

/// What a gradebook says of one person in one column: a result without the addresses, which the
/// service adds.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "gradebooks make grades")]
pub struct Grade {
    /// Whose grade it is.
    pub user_id: Subject,
    /// The points; `None` where there are none, or none yet.
    pub result_score: Option<Personal<Decimal>>,
    /// What the points are out of: the maximum of the column.
    pub result_maximum: PositiveDecimal,
    /// Who gave the points.
    pub scoring_user_id: Option<Subject>,
    /// Shown to the person.
    pub comment: Option<Personal<String>>,
}

impl Grade {
    /// What the last score of a person comes to in a column of this maximum.
    ///
    /// Only a score that is fully graded has points; they are scaled to the column's maximum, and
    /// keep their text where it is the score's own.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.4.4 and §3.4.8.
    pub fn of_score(score: &Score, maximum: &PositiveDecimal) -> Self {
        let graded = score.grading_progress == GradingProgress::FullyGraded;
        let points = score.points.as_ref().filter(|_| graded);
        Self {
            user_id: score.user_id.clone(),
            result_score: points.and_then(|points| scaled(points, maximum)),
            result_maximum: maximum.clone(),
            scoring_user_id: score.scoring_user_id.clone(),
            comment: score.comment.clone(),
        }
    }
}

/// The points out of `maximum`; `None` where they are beyond what a number can hold.
fn scaled(points: &Points, maximum: &PositiveDecimal) -> Option<Personal<Decimal>> {
    if points.maximum() == maximum {
        return Some(Personal::new(points.given().clone()));
    }
    let (given, of) = (
        points.given().as_f64(),
        points.maximum().as_decimal().as_f64(),
    );
    let to = maximum.as_decimal().as_f64();
    // Multiplied first, whole numbers stay whole; only the largest do not bear it.
    let product = given * to;
    let score = if product.is_finite() {
        product / of
    } else {
        given / of * to
    };
    Decimal::from_f64(score).map(Personal::new)
}
