import Criteria

extension Measures {
    /// Share of passed tests on one device in one orientation, and whether the devices were real.
    static let devicePassRate = statedOr { evidence, criterion, labels in
        guard !labels.isEmpty else { return .missing(reason: "no cell is configured") }
        let cases = evidence.cases([:]).filter { entry in
            DeviceRun(entry.labels).map { $0.isIn(labels) } ?? false
        }
        let rest = evidence.undetailed { DeviceRun($0).map { $0.isIn(labels) } ?? false }
        let rate = passRate(of: cases, and: rest, criterion, labels)
        guard case .measured(var found) = rate else { return rate }
        let emulated = (cases.filter { $0.test.status != .skipped }.map(\.labels) + rest.map(\.labels)).map {
            $0["emulated"]
        }
        for index in found.indices { found[index].notes += realityNotes(emulated) }
        return .measured(found)
    }

    private static func realityNotes(_ emulated: [String?]) -> [String] {
        let simulated = emulated.filter { $0 == "true" }.count
        let unknown = emulated.filter { $0 != "true" && $0 != "false" }.count
        var notes: [String] = []
        if simulated > 0 { notes.append("\(plural(simulated, "test")) ran on an emulated device, not on a real one") }
        if unknown > 0 {
            notes.append("\(plural(unknown, "test")) do not say whether the device was real (property `emulated`)")
        }
        return notes
    }
}

/// The device that a test ran on, and how it was held, told from its labels.
private struct DeviceRun {
    var name: String
    var orientation: String?

    /// nil where no label names a device.
    init?(_ labels: Labels) {
        guard var device = labels["device"]?.lowercased(), !device.isEmpty else { return nil }
        var orientation = labels["orientation"]?.lowercased()
        // Playwright's names of devices hold the orientation: `iPhone 12 landscape`.
        if device.hasSuffix(" landscape") {
            device.removeLast(10)
            orientation = orientation ?? "landscape"
        }
        name = Self.squashed(device)
        self.orientation = orientation
    }

    func isIn(_ cell: Labels) -> Bool {
        if let device = cell["device"], Self.squashed(device.lowercased()) != name { return false }
        if let orientation = cell["orientation"], orientation.lowercased() != self.orientation { return false }
        return true
    }

    /// `iphone-12` and `iPhone 12` are one device.
    private static func squashed(_ name: String) -> String { name.filter { $0.isLetter || $0.isNumber } }
}
