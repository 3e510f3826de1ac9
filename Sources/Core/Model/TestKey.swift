/// What tells one test from all others, whatever report, run or machine tells of it.
///
/// Its text form has six parts, `file|suite|class|name|parameters|variant`: a `|` or a `\` in a part has a `\` in front of
/// it, empty parts at the end are left out. The variant is `key=value` for each label that names where the test ran, sorted,
/// with `,` between them. `tests/test_login.py||Login|test_expires|90|browser=firefox` is one.
package struct TestKey: Sendable, Hashable {
    /// As the report writes it, or of the project where paths have been mapped; empty where it is not known, as all parts.
    package var file: String
    package var suite: String
    package var className: String
    /// Without parameters.
    package var name: String
    /// What stands in brackets behind the name, without what changes from run to run: see `TestParameters`.
    package var parameters: String
    /// The labels that make it another test: `TestIdentity.cellProperties`.
    package var variant: Labels

    package init(
        file: String = "",
        suite: String = "",
        className: String = "",
        name: String,
        parameters: String = "",
        variant: Labels = [:]
    ) {
        self.file = file
        self.suite = suite
        self.className = className
        self.name = name
        self.parameters = parameters
        self.variant = variant
    }

    /// The test that a case is a result of; `labels` are those of its report.
    package init(_ test: TestCase, labels: Labels = [:]) {
        let split = TestParameters.split(test.name)
        let all = labels.merging(test.properties) { _, own in own }
        self.init(
            file: test.file ?? "",
            suite: test.suite ?? "",
            className: test.className ?? "",
            name: split.name,
            parameters: split.parameters,
            variant: all.filter { TestIdentity.cellProperties.contains($0.key) }
        )
    }

    /// The text form.
    package var text: String {
        let labels = variant.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        var parts = [file, suite, className, name, parameters, labels]
        while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map(Self.escaped).joined(separator: "|")
    }

    /// Reads the text form; nil where it has more than six parts or no name.
    package init?(text: String) {
        var parts = Self.parts(of: text)
        guard parts.count <= 6 else { return nil }
        while parts.count < 6 { parts.append("") }
        guard !parts[3].isEmpty else { return nil }
        var variant: Labels = [:]
        for label in parts[5].split(separator: ",") {
            let pair = label.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { return nil }
            variant[String(pair[0])] = String(pair[1])
        }
        self.init(
            file: parts[0],
            suite: parts[1],
            className: parts[2],
            name: parts[3],
            parameters: parts[4],
            variant: variant
        )
    }

    private static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\") }) else { return part }
        return part.reduce(into: "") { text, letter in
            if letter == "|" || letter == "\\" { text.append("\\") }
            text.append(letter)
        }
    }

    private static func parts(of text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for letter in text {
            if isEscaped || (letter != "|" && letter != "\\") {
                parts[parts.count - 1].append(letter)
                isEscaped = false
            } else if letter == "\\" {
                isEscaped = true
            } else {
                parts.append("")
            }
        }
        return parts
    }
}
