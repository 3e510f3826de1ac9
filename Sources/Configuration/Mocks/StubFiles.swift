import Core
package import Mocking
package import Scanning

/// Stub files in, what a mock is told out; every error with its place.
package enum StubFiles {
    /// What came of reading.
    package struct Loaded: Sendable {
        /// nil where there is any error.
        package var definition: MockDefinition?
        package var diagnostics: [Diagnostic]
    }

    /// Reads all files as one mock, in their order.
    package static func load(_ files: [(name: String, bytes: [UInt8])]) -> Loaded {
        var definition = MockDefinition()
        var diagnostics: [Diagnostic] = []
        var isRight = true
        for (name, bytes) in files {
            let file = StandaloneFile(
                name: name,
                bytes: bytes,
                shape: StubFileFormat.root,
                size: .large,
                empty: "the file is empty; start with 'stubs:'"
            )
            StubFileBuilder(file: file).build(into: &definition)
            if !file.log.hasErrors { checkTwins(of: definition, file) }
            diagnostics += file.log.sorted()
            isRight = isRight && !file.log.hasErrors
        }
        return Loaded(definition: isRight ? definition : nil, diagnostics: diagnostics)
    }

    /// Reads a fault of the admin interface; the failure is for people.
    package static func fault(_ bytes: [UInt8]) -> Result<SwitchedFault, Mistake> {
        let file = StandaloneFile(
            name: "request",
            bytes: bytes,
            shape: StubFileFormat.switchedFault,
            empty: "the request has no body"
        )
        let builder = StubFileBuilder(file: file)
        if !file.log.hasErrors, let top = file.top, let rule = builder.fault(top), !file.log.hasErrors {
            return .success(SwitchedFault(stub: top["stub"]?.text, rule: rule, namespace: top["namespace"]?.text))
        }
        let messages = file.log.sorted().map { "line \($0.location.line): \($0.message)" }
        return .failure(Mistake(message: messages.joined(separator: "; ")))
    }

    /// Why something that was sent cannot be used.
    package struct Mistake: Error, Sendable, Hashable {
        package var message: String
    }

    /// Reads any YAML or JSON document as a JSON value, such as an API's description.
    package static func document(name: String, bytes: [UInt8]) -> (json: JSON?, diagnostics: [Diagnostic]) {
        let file = StandaloneFile(name: name, bytes: bytes, shape: .anything, size: .large, empty: "the file is empty")
        return (file.log.hasErrors ? nil : file.top?.node.json, file.log.sorted())
    }

    private static func checkTwins(of definition: MockDefinition, _ file: StandaloneFile) {
        for twin in definition.stubs.twins {
            guard let place = file.log.place(of: twin.location) else { continue }
            file.log.error(
                "'\(twin.name)' matches the same requests as the stub at \(twin.first); say what is different, or give one "
                    + "of them another 'priority'",
                at: place
            )
        }
        var seen: [String: SourceLocation] = [:]
        for stub in definition.stubs {
            if let first = seen[stub.name], let place = file.log.place(of: stub.location) {
                file.log.error("a stub named '\(stub.name)' is there already, at \(first)", at: place)
            }
            seen[stub.name] = stub.location
        }
    }
}
