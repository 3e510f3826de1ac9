import Scanning

/// Where a result lies (§3.28).
struct SARIFLocation {
    /// A file as the log refers to it (§3.4).
    struct Artifact {
        var uri: JSONReader.Key?
        var base: String?
        var index: Int?

        /// The path; relative ones stay so, as their base is by custom the project's root.
        func path(_ run: SARIFRun, _ paths: inout ValueCache<String>) -> String? {
            guard let uri, !uri.raw.isEmpty else {
                guard let index, run.artifacts.paths.indices.contains(index) else { return nil }
                return run.artifacts.paths[index]
            }
            let path = paths.value(of: uri.raw) { SourcePath.ofURI(uri.string) }
            guard !run.bases.isEmpty, let base, let root = run.bases[base] else { return path }
            return SourcePath.joined(SourcePath.ofURI(root), path)
        }
    }

    var artifact = Artifact()
    var line: Int?
    var column: Int?
    /// The code at the place, without white space.
    var snippet: String?

    /// The first location; the others are skipped.
    static func readFirst(_ json: inout JSONReader) throws(ScanError) -> SARIFLocation? {
        guard try JSONText.isArray(&json) else { return nil }
        var first: SARIFLocation?
        try json.beginArray()
        while try json.nextElement() {
            if first == nil, try json.peek() == .object {
                first = try read(&json)
            } else {
                try json.skipValue()
            }
        }
        return first
    }

    private static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFLocation {
        var location = SARIFLocation()
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "physicalLocation", try json.peek() == .object else {
                try json.skipValue()
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "artifactLocation": location.artifact = try readArtifact(&json)
                case "region": try location.readRegion(&json)
                default: try json.skipValue()
                }
            }
        }
        return location
    }

    static func readArtifact(_ json: inout JSONReader) throws(ScanError) -> Artifact {
        var artifact = Artifact()
        guard try JSONText.isObject(&json) else { return artifact }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "uri": artifact.uri = try json.rawStringOrSkip()
            case "uriBaseId": artifact.base = try json.stringOrSkip()
            case "index": artifact.index = try json.integerOrSkip()
            default: try json.skipValue()
            }
        }
        return artifact
    }

    /// A line or column from 1; anything else is as good as none.
    private func position(_ json: inout JSONReader) throws(ScanError) -> Int? {
        try json.integerOrSkip().flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil }
    }

    private static func snippet(_ json: inout JSONReader) throws(ScanError) -> String? {
        guard try JSONText.isObject(&json) else { return nil }
        var text: String?
        try json.beginObject()
        while let key = try json.nextKey() {
            if key == "text" {
                text = try JSONText.read(&json, limit: 512)
            } else {
                try json.skipValue()
            }
        }
        let dense = text?.filter { !$0.isWhitespace } ?? ""
        return dense.isEmpty ? nil : dense
    }

    private mutating func readRegion(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "startLine": line = try position(&json)
            case "startColumn": column = try position(&json)
            case "snippet": snippet = try Self.snippet(&json)
            default: try json.skipValue()
            }
        }
    }
}
