/// An address of `http` or `https` in parts, as requests and their signatures need them.
package struct RemoteURL: Sendable, Hashable {
    package var scheme: String
    package var host: String
    /// nil where the scheme's own is meant.
    package var port: Int?
    /// Percent-encoded, with the `/` in front; empty for none.
    package var path: String
    /// Names and values, not encoded.
    package var query: [Pair]
    /// `name:password` of the address; never part of `description`.
    package var userInfo: String?

    package struct Pair: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(scheme: String, host: String, port: Int? = nil, path: String = "", query: [Pair] = []) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// nil for what is no such address: another scheme, no host, a character that no address has.
    package init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        scheme = text[..<mark.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else { return nil }
        var rest = text[mark.upperBound...]
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        let question = rest.firstIndex(of: "?")
        query = question.map { Self.query(rest[rest.index(after: $0)...]) } ?? []
        if let question { rest = rest[..<question] }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var authority = rest[..<slash]
        path = String(rest[slash...])
        if let at = authority.lastIndex(of: "@") {
            userInfo = PercentCode.decode(String(authority[..<at]))
            authority = authority[authority.index(after: at)...]
        }
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.host = host.lowercased()
        self.port = port
    }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        // An address of IPv6 stands in brackets.
        let nameEnd = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        guard let colon = authority[nameEnd...].lastIndex(of: ":") else {
            if authority.isEmpty { return nil }
            return (String(authority), nil)
        }
        guard let port = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(port),
            colon > authority.startIndex
        else { return nil }
        return (String(authority[..<colon]), port)
    }

    private static func query(_ text: Substring) -> [Pair] {
        text.split(separator: "&").map { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return Pair(PercentCode.decode(halves[0]), halves.count > 1 ? PercentCode.decode(halves[1]) : "")
        }
    }

    /// The host as the `Host` header says it: with the port where it is not the scheme's own.
    package var authority: String {
        guard let port, port != (scheme == "https" ? 443 : 80) else { return host }
        return "\(host):\(port)"
    }

    /// The whole address as it is requested, without what identifies a person.
    package var text: String { "\(scheme)://\(authority)\(target)" }

    /// What a request names on the server: path and query.
    package var target: String {
        let pairs = query.map { pair in
            pair.value.isEmpty
                ? PercentCode.encode(pair.name) : "\(PercentCode.encode(pair.name))=\(PercentCode.encode(pair.value))"
        }
        return (path.isEmpty ? "/" : path) + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Whether only this machine is meant: there, nobody listens on the way.
    package var isLoopback: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") }

    /// The same address with more of a path, which is given as it is and is encoded here.
    package func appending(_ components: String) -> RemoteURL {
        var url = self
        while url.path.hasSuffix("/") { url.path.removeLast() }
        url.path += "/" + PercentCode.encode(components, keepsSlashes: true)
        return url
    }
}

extension RemoteURL: CustomStringConvertible {
    /// For messages: neither user nor query, which may hold a secret.
    package var description: String { "\(scheme)://\(authority)\(path)" }
}

/// Percent-encoding as RFC 3986 and Signature V4 want it: all but letters, digits, `-`, `.`, `_` and `~`.
package enum PercentCode {
    package static func encode(_ text: String, keepsSlashes: Bool = false) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
            case 0x2F where keepsSlashes: result.append(byte)
            default: result += [0x25, digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What is no escape stays as it is.
    package static func decode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
