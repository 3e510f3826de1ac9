import Core
import Glibc

/// The folder that the reports of presets are written to: most tools make none.
enum ReportFolder {
    /// Makes what is missing of it; where that fails, the tool says so when it writes.
    static func make(for step: Step, root: String) {
        for pattern in step.reports where pattern.isFromRoot {
            var folder = root
            for part in pattern.glob.split(separator: "/").dropLast().prefix(while: { !$0.contains("*") }) {
                folder += "/" + part
                mkdir(folder, 0o755)
            }
        }
    }
}
