import Core

/// Tells whether an environment that is up is the one that the configuration describes.
enum Fingerprint {
    /// Sixteen hexadecimal digits of all that decides what comes up; where it stands in the file does not.
    static func of(_ environment: TestEnvironment, _ services: [Service]) -> String {
        var lines = ["\(environment.name) \(environment.lifecycle ?? "") \(String(describing: environment.duration))"]
        for service in services {
            lines.append("\(service.name) \(service.provider) \(String(describing: service.version)) \(service.ports)")
            lines.append(sorted(service.variables) + (service.exports.map(sorted) ?? "usual"))
            lines.append("\(service.url ?? "") \(service.directory ?? "") \(String(describing: service.health))")
            lines.append("\(service.dependencies) \(service.grace)")
        }
        // FNV-1a: nobody gains anything by two descriptions that are taken for one.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in lines.joined(separator: "\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func sorted(_ texts: [String: String]) -> String {
        texts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    }
}
