/// The name that a `pubspec.yaml` declares: what Dart's reports put in front of a file's path (`package:shop/src/a.dart`).
package enum DartPackage {
    /// What stands behind `name:` at the beginning of a line; nil where nothing does.
    package static func name(of text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("name:") {
            let rest = line.dropFirst("name:".count).split(separator: "#", omittingEmptySubsequences: false).first ?? ""
            let name = rest.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            return name.isEmpty ? nil : name
        }
        return nil
    }
}
