import Scanning

/// The properties that put a test into the cells of a gate, out of whatever object of a report holds them.
enum CellProperties {
    /// Names as reports write them, with the names of ours.
    private static let names: [String: String] = [
        "journey": "journey", "from": "from", "to": "to", "scenario": "scenario", "contract": "contract",
        "dependency": "dependency", "fallback": "fallback", "fault": "fault", "fault_injected": "fault_injected",
        "browser": "browser", "browserName": "browser", "browser_version": "browser_version",
        "browserVersion": "browser_version", "version": "version", "device": "device", "deviceName": "device",
        "orientation": "orientation", "emulated": "emulated",
    ]

    /// What an object says of cells: its texts, numbers and truth values under the known names.
    static func of(_ object: JSON?) -> [String: String] {
        guard let object else { return [:] }
        var found: [String: String] = [:]
        for (name, property) in names { found[property] = object[name].flatMap(text) ?? found[property] }
        return found
    }

    /// What a list of annotations says, such as Playwright's `{type: "journey", description: "sign_up"}`.
    static func ofAnnotations(_ list: JSON?) -> [String: String] {
        var found: [String: String] = [:]
        for annotation in list?.array ?? [] {
            guard let type = annotation["type"]?.string, let property = names[type] else { continue }
            found[property] = annotation["description"].flatMap(text) ?? "true"
        }
        return found
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : Text.clean(text, limit: 256)
        case .bool(let truth): truth ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .null, .array, .object: nil
        }
    }
}
