/// A package's name and version in one spelling, so that two tools' names for one package are equal.
struct PackageKey: Hashable {
    let name: String
    let version: String?

    /// Systems whose package URLs name the distribution in front, which tools leave out of the name.
    private static let distributions: Set<Substring> = ["deb", "rpm", "apk", "alpm"]

    init(name: String, version: String?) {
        self.init(canonical: Self.canonical(name[...]), version: version)
    }

    init(canonical name: String, version: String?) {
        self.name = name
        self.version = version.flatMap(Self.plain)
    }

    /// From `pkg:type/namespace/name@version?qualifiers#subpath`; nil where it is none.
    ///
    /// Source: the package URL specification, https://github.com/package-url/purl-spec.
    init?(url: String) {
        guard url.hasPrefix("pkg:") else { return nil }
        var rest = url.dropFirst(4).drop { $0 == "/" }
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let type = rest[..<slash].lowercased()
        rest = rest[rest.index(after: slash)...]
        var version: String?
        // A scope is written `%40scope`, but `@scope` occurs: the version is behind the last `@` that is not in front.
        if let mark = rest.lastIndex(of: "@"), mark > rest.startIndex, rest[mark...].contains("/") == false {
            version = Self.decoded(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        var parts = rest.split(separator: "/").map(Self.decoded)
        guard !parts.isEmpty else { return nil }
        if Self.distributions.contains(type[...]), let last = parts.last { parts = [last] }
        self.init(canonical: Self.canonical(parts.joined(separator: "/")[...]), version: version)
    }

    /// Lower case, with `/` between group and name, and `-` for what PyPI takes for the same.
    private static func canonical(_ name: Substring) -> String {
        String(name.lowercased().map { $0 == ":" ? "/" : $0 == "_" ? "-" : $0 })
    }

    /// Without the `v` of Go's versions.
    private static func plain(_ version: String) -> String? {
        guard !version.isEmpty else { return nil }
        let digits = version.dropFirst()
        return version.hasPrefix("v") && digits.first?.isNumber == true ? String(digits) : version
    }

    private static func decoded(_ text: Substring) -> String {
        guard text.contains("%") else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let first = rest.popFirst() {
            if first == UInt8(ascii: "%"), let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(first)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
