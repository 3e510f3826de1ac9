import Core
import Scanning

/// What the values of one document share while they are read: texts that repeat, and how many lines may still come.
package final class WireMemory {
    var texts = ValueCache<String>()
    var words = ValueCache<[String]>()
    var numbers = ValueCache<[Int]>()
    /// Runs of one tool mostly list the same rules.
    var rules = ValueCache<[Scan.Rule]>()
    var lines = LineRangeReader()
    /// The reports of a summary where they have been read already, and where their list lies.
    var known: (list: ByteRange, reports: [Report])?

    package init() {}
}
