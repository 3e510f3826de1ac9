import Synchronization

/// Names for the output of services, each given once.
final class LogNames: Sendable {
    private let given = Mutex<[String: Int]>([:])

    /// `logs/service-db.log`, then `logs/service-db-2.log`, relative to the run's folder.
    func next(_ name: String) -> String {
        let number = given.withLock { given in
            given[name, default: 0] += 1
            return given[name, default: 1]
        }
        return number == 1 ? "logs/service-\(name).log" : "logs/service-\(name)-\(number).log"
    }
}
