import Scanning
import Selection

/// The answer of `go list -deps -test -json`: objects one behind the other.
enum GoListing {
    private static let files = [
        "GoFiles", "CgoFiles", "CFiles", "CXXFiles", "HFiles", "SFiles", "EmbedFiles", "IgnoredGoFiles", "OtherFiles",
    ]
    private static let tests = ["TestGoFiles", "XTestGoFiles", "TestEmbedFiles", "XTestEmbedFiles"]

    /// nil where the bytes are no such answer, or not the whole of one.
    static func packages(_ bytes: [UInt8]) -> [GoPackages.Package]? {
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
        return bytes.withUnsafeBytes { document in
            guard var reader = try? JSONReader(document) else { return nil }
            var packages: [GoPackages.Package] = []
            while let kind = try? reader.peek(), kind == .object {
                guard let value = try? reader.readValue(), let package = package(value) else { return nil }
                packages.append(package)
            }
            guard (try? reader.finish()) != nil else { return nil }
            return packages
        }
    }

    private static func package(_ value: JSON) -> GoPackages.Package? {
        guard let path = value["ImportPath"]?.string else { return nil }
        let names = { (keys: [String]) in keys.flatMap { value[$0]?.array?.compactMap(\.string) ?? [] } }
        return GoPackages.Package(
            path: path,
            folder: value["Dir"]?.string ?? "",
            files: names(files),
            tests: names(tests),
            dependencies: names(["Deps"])
        )
    }
}
