/// The browser versions that `latest` and `latest-1` mean: a list that a person keeps, with the day it was true.
package struct BrowserReleases: Sendable, Hashable {
    package var date: CalendarDay
    /// Versions by browser, the newest first.
    package var versions: [String: [String]]
    /// Browsers that another one may stand in for, such as `safari: webkit`.
    package var standIns: [String: String]

    package init(date: CalendarDay, versions: [String: [String]], standIns: [String: String] = [:]) {
        self.date = date
        self.versions = versions
        self.standIns = standIns
    }

    /// After so many days every browser has had a newer release.
    package static let freshDays = 60

    /// The version that a word such as `latest-1` stands for; nil where the list does not reach so far.
    package func version(_ word: String, of browser: String) -> String? {
        guard let back = Self.stepsBack(word), let list = versions[browser], list.indices.contains(back) else {
            return nil
        }
        return list[back]
    }

    /// How many releases before the newest a word means; nil for a version that is written out.
    package static func stepsBack(_ word: String) -> Int? {
        if word == "latest" { return 0 }
        guard word.hasPrefix("latest-"), let back = Int(word.dropFirst(7)), back >= 0 else { return nil }
        return back
    }
}
