import Core
import Scanning

/// What the reports of a summary share while they are read: how many lines may still come, and values that repeat.
package struct SummaryScratch {
    var lines = LineRangeReader()
    var texts = ValueCache<String>()
    var words = ValueCache<[String]>()
    var numbers = ValueCache<[Int]>()
    /// Runs of one tool mostly list the same rules.
    var rules = ValueCache<[Scan.Rule]>()

    package init() {}
}
