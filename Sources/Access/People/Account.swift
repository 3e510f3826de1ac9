package import Scanning

/// A person that the server knows.
package struct Account: Sendable, Hashable {
    /// For a person of an issuer, the issuer and what it calls the person for ever; for others, the name.
    package var id: String
    /// As it is shown, and for those with a password as it is typed.
    package var name: String
    /// The salted hash with its costs; nil for those who come from an issuer.
    package var password: String?
    /// The secret of their authenticator, in base32; nil where there is no second factor.
    package var secondFactor: String?
    /// Runs the server, and is an administrator of every project.
    package var isServerAdmin = false
    package var roles: [String: Role] = [:]
    package var isDisabled = false

    package init(id: String, name: String, password: String? = nil) {
        self.id = id
        self.name = name
        self.password = password
    }

    package func role(in project: String) -> Role? {
        isDisabled ? nil : isServerAdmin ? .admin : roles[project]
    }

    /// What is wrong with a name that is to be typed; nil for nothing.
    package static func problem(withName name: String) -> String? {
        let isWord = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "@"):
                true
            default: false
            }
        }
        return isWord && (1...64).contains(name.utf8.count)
            ? nil : "A name is made of at most 64 letters, digits, '.', '-', '_' and '@'."
    }

    // MARK: As JSON

    package var json: JSON {
        var members: [JSON.Member] = [JSON.Member("id", JSON(id)), JSON.Member("name", JSON(name))]
        if let password { members.append(JSON.Member("password", JSON(password))) }
        if let secondFactor { members.append(JSON.Member("second_factor", JSON(secondFactor))) }
        if isServerAdmin { members.append(JSON.Member("server_admin", true)) }
        if isDisabled { members.append(JSON.Member("disabled", true)) }
        let own = roles.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value.rawValue)) }
        members.append(JSON.Member("roles", .object(own)))
        return .object(members)
    }

    /// nil for what no version has written.
    package init?(_ json: JSON) {
        guard let id = json["id"]?.string, let name = json["name"]?.string else { return nil }
        self.init(id: id, name: name, password: json["password"]?.string)
        secondFactor = json["second_factor"]?.string
        isServerAdmin = json["server_admin"]?.bool ?? false
        isDisabled = json["disabled"]?.bool ?? false
        for member in json["roles"]?.object ?? [] {
            guard let role = member.value.string.flatMap({ Role(rawValue: $0) }) else { return nil }
            roles[member.key] = role
        }
    }
}
