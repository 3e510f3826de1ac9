/// How the guardian is started: normally this very program, with an argument that makes it one.
package struct GuardianCommand: Sendable, Hashable {
    /// Absolute path of the program.
    package var executable: String
    /// The whole argument vector, the program's name first.
    package var arguments: [String]

    package init(executable: String, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    /// This program again, as `assay __guardian`; the file that runs now, even when it has been replaced on disk.
    package static let ownProgram = GuardianCommand(executable: "/proc/self/exe", arguments: ["assay", "__guardian"])
}
