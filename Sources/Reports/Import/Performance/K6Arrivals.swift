import Core
import Criteria
import Scanning

/// What a test with set arrival rates was to offer, where the summary holds its scenarios (`options.scenarios`).
struct K6Arrivals {
    /// Iterations that all scenarios together were to start.
    private let offered: Double
    /// Users that the scenarios have from the start on, and at most.
    private let preallocated: Int
    private let most: Int

    /// A generator that starts fewer than this of what was offered has tested something else.
    private static let leastShare = 0.99
    /// From this share of its users on, a generator may be waiting for one.
    private static let usersLimit = 0.9
    /// A scenario does not have more stages than this.
    private static let stageLimit = 10_000

    /// nil where a scenario has no set arrival rate, or does not say all of it: nothing was offered then.
    init?(options: JSON) {
        guard let scenarios = options["scenarios"]?.object, !scenarios.isEmpty else { return nil }
        var (offered, preallocated, most) = (0.0, 0, 0)
        for member in scenarios {
            guard let iterations = Self.iterations(member.value) else { return nil }
            offered += iterations
            let own = max(0, min(member.value["preAllocatedVUs"]?.int ?? 0, 1 << 30))
            preallocated += own
            most += max(own, min(member.value["maxVUs"]?.int ?? own, 1 << 30))
        }
        guard offered.isFinite, offered > 0 else { return nil }
        (self.offered, self.preallocated, self.most) = (offered, preallocated, most)
    }

    /// Why the load was not what was offered; empty where it was.
    func shortfalls(started: Int?, dropped: Int?, users: Double?) -> [String] {
        var reasons: [String] = []
        if let started {
            let share = Double(started) / offered
            if share < Self.leastShare {
                let all = Quantity(measured: offered, .count).rounded(decimals: 0)
                reasons.append("the load generator started \(started) of \(all) iterations that were offered")
            }
        } else if dropped == nil {
            reasons.append("neither the reached rate nor dropped iterations are known, and the rate of arrival was set")
        }
        // Users that stand ready from the start are all in use from the start.
        if let users, most > preallocated, users >= Double(most) * Self.usersLimit {
            reasons.append(
                "\(Int(min(users, 1e9))) of at most \(most) virtual users were in use: the load generator ran out of them"
            )
        }
        return reasons
    }

    /// How many iterations a scenario is to start; nil where nothing sets that beforehand.
    private static func iterations(_ scenario: JSON) -> Double? {
        let unit = seconds(scenario["timeUnit"]) ?? 1
        guard unit > 0 else { return nil }
        switch scenario["executor"]?.string {
        case "constant-arrival-rate":
            guard let rate = scenario["rate"]?.double, let duration = seconds(scenario["duration"]) else { return nil }
            return rate / unit * duration
        case "ramping-arrival-rate":
            guard let stages = scenario["stages"]?.array, stages.count <= stageLimit else { return nil }
            var rate = scenario["startRate"]?.double ?? 0
            var all = 0.0
            for stage in stages {
                guard let target = stage["target"]?.double, let duration = seconds(stage["duration"]) else {
                    return nil
                }
                all += (rate + target) / 2 / unit * duration
                rate = target
            }
            return all
        default: return nil
        }
    }

    /// `1m30s`, `500ms`, or a number of milliseconds.
    private static func seconds(_ value: JSON?) -> Double? {
        if let milliseconds = value?.double { return milliseconds / 1_000 }
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= 40 else { return nil }
        var total = 0.0
        var rest = Substring(text)
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(number.count).prefix { $0.isLetter || $0 == "µ" }
            guard !number.isEmpty, !unit.isEmpty, let part = try? Quantity(parsing: String(number + unit)),
                part.dimension == .duration
            else { return nil }
            total += part.value
            rest = rest.dropFirst(number.count + unit.count)
        }
        return total
    }
}
