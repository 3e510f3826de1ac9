import ArgumentParser
import Core
import Criteria

/// What `assay clean` keeps.
struct RetentionOptions: ParsableArguments {
    @Option(help: "So many of the newest runs stay, whatever the other limits say.")
    var keep = 20

    @Option(help: "Folders of runs that are older may go, such as '30 days' or 12h.")
    var olderThan = "30 days"

    @Option(help: "Folders of runs may take so much together, such as 2GB; the oldest go first.")
    var maxSize: String?

    @Option(help: "Single results in the history that are older may go; their totals by day stay.")
    var resultsOlderThan = "400 days"

    @Option(help: "Texts of failures in the history that are older may go.")
    var messagesOlderThan = "90 days"

    @Option(help: "Totals by day that are older may go too (default: they stay).")
    var totalsOlderThan: String?

    @Option(help: "Snapshots of services that nobody has used for longer may go.")
    var snapshotsOlderThan = "30 days"

    @Option(help: "Snapshots may take so much together, such as 2GB; the oldest go first.")
    var snapshotsMaxSize: String?

    @Option(help: "Volumes of package managers that nobody has used for longer may go.")
    var volumesOlderThan = "30 days"

    @Option(help: "Volumes may take so much together, such as 2GB; the oldest go first.")
    var volumesMaxSize: String?

    func validate() throws {
        if keep < 0 { throw ValidationError("--keep \(keep): at least 0") }
        for (name, text) in [
            ("--older-than", olderThan), ("--results-older-than", resultsOlderThan),
            ("--messages-older-than", messagesOlderThan), ("--totals-older-than", totalsOlderThan ?? "1d"),
            ("--snapshots-older-than", snapshotsOlderThan), ("--volumes-older-than", volumesOlderThan),
        ] where Self.amount(text, .duration) == nil {
            throw ValidationError("\(name) \(text): write a time such as '30 days' or 12h")
        }
        for (name, text) in [
            ("--max-size", maxSize), ("--snapshots-max-size", snapshotsMaxSize), ("--volumes-max-size", volumesMaxSize),
        ] {
            if let text, Self.amount(text, .bytes) == nil {
                throw ValidationError("\(name) \(text): write an amount such as 500MB or 2GB")
            }
        }
    }

    var retention: Retention {
        Retention(
            fewest: keep,
            age: Self.amount(olderThan, .duration) ?? .infinity,
            bytes: Self.bytes(maxSize)
        )
    }

    /// What outlives runs besides their folders: by age and size alone.
    func retention(_ kind: KeptFolders.Kind) -> Retention {
        let (age, size) =
            switch kind {
            case .snapshots: (snapshotsOlderThan, snapshotsMaxSize)
            case .volumes: (volumesOlderThan, volumesMaxSize)
            }
        return Retention(fewest: 0, age: Self.amount(age, .duration) ?? .infinity, bytes: Self.bytes(size))
    }

    private static func bytes(_ text: String?) -> Int? {
        text.flatMap { amount($0, .bytes) }.flatMap { Int(exactly: $0.rounded()) }
    }

    /// Seconds.
    var resultsAge: Double { Self.amount(resultsOlderThan, .duration) ?? .infinity }
    var messagesAge: Double { Self.amount(messagesOlderThan, .duration) ?? .infinity }
    var totalsAge: Double? { totalsOlderThan.flatMap { Self.amount($0, .duration) } }

    /// In the base unit; nil for what is no amount of the kind.
    private static func amount(_ text: String, _ dimension: Dimension) -> Double? {
        guard let quantity = try? Quantity(parsing: text), quantity.dimension == dimension, quantity.value >= 0,
            quantity.value.isFinite
        else { return nil }
        return quantity.value
    }
}
