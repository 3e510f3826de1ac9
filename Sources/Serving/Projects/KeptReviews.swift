import Core
import Synchronization

/// Reviews that were made already.
///
/// One of very many results is made at most once a minute, however many runs come in: a month is no matter of seconds.
final class KeptReviews: Sendable {
    private struct Kept {
        /// Of the runs that it is made of.
        var stamp: String
        /// When it was made, in seconds since 1970.
        var time: Double
        var isLarge: Bool
        var review: Review
    }

    /// Seconds.
    private static let lasting = 60.0
    /// Results beyond which a review is large.
    private static let manyResults = 200_000
    /// Months and branches that readers choose.
    private static let most = 16

    private let kept = Mutex<[String: Kept]>([:])

    /// nil where it is to be made.
    func review(_ key: String, stamp: String, now: Double) -> Review? {
        kept.withLock { kept in
            guard let own = kept[key], now - own.time < Self.lasting, own.isLarge || own.stamp == stamp else {
                return nil
            }
            return own.review
        }
    }

    func keep(_ review: Review, _ key: String, stamp: String, of window: InsightWindow, now: Double) {
        let results = window.records.reduce(0) { $0 + $1.run.tally.total }
        let isLarge = results > Self.manyResults
        kept.withLock { kept in
            if kept.count >= Self.most { kept = [:] }
            kept[key] = Kept(stamp: stamp, time: now, isLarge: isLarge, review: review)
        }
    }
}
