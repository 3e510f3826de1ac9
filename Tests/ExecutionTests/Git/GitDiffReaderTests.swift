import Core
import Testing

@testable import Execution

extension FileChange {
    /// `renamed from a, text: +3-4 blank 4 -1`: a change in one line.
    var words: String {
        func ranges(_ ranges: [ClosedRange<UInt32>]) -> String {
            ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
                .joined(separator: ",")
        }
        var text = kind.rawValue
        if let oldPath { text += " from \(oldPath)" }
        if content != .text { text += " \(content.rawValue)" }
        if !added.isEmpty { text += " +\(ranges(added))" }
        if !blank.isEmpty { text += " blank \(ranges(blank))" }
        if !removed.isEmpty { text += " -\(ranges(removed))" }
        return text
    }
}

@Suite("Diffs of git")
struct GitDiffReaderTests {
    /// Reads a diff in pieces of so many bytes; nil where it is refused.
    private func read(_ text: String, pieces: Int = .max) -> [String]? {
        var reader = GitDiffReader()
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start.addingReportingOverflow(pieces).overflow ? bytes.count : start + pieces)
            bytes[start..<end].withUnsafeBytes { reader.read($0) }
            start = end
        }
        return reader.finish()?.map { "\($0.path): \($0.words)" }
    }

    private static let hard = """
        diff --git a/a b.py b/a b.py
        index 1..2 100644
        --- a/a b.py\t
        +++ b/a b.py\t
        @@ -2 +2,3 @@ def f():
        --- a/other.py
        +++ b/other.py
        +  \t
        +diff --git a/x b/x
        @@ -9,2 +11,0 @@
        -x
        -y
        \\ No newline at end of file
        diff --git "a/t\\tab \\"q\\" \\303\\244.py" "b/t\\tab \\"q\\" \\303\\244.py"
        new file mode 100644
        index 0..1
        --- /dev/null
        +++ "b/t\\tab \\"q\\" \\303\\244.py"
        @@ -0,0 +1,2 @@
        +a\r
        +\r
        diff --git a/gone.py b/gone.py
        deleted file mode 100644
        index 1..0
        --- a/gone.py
        +++ /dev/null
        @@ -1,3 +0,0 @@
        -a
        -b
        -c
        diff --git a/old/m.py b/new/m.py
        similarity index 100%
        rename from old/m.py
        rename to new/m.py
        diff --git a/run.sh b/run.sh
        old mode 100644
        new mode 100755
        diff --git a/empty b/empty
        new file mode 100644
        index 0..e
        diff --git a/lib b/lib
        index 1234..5678 160000
        --- a/lib
        +++ b/lib
        @@ -1 +1 @@
        -Subproject commit 1
        +Subproject commit 2
        diff --git a/x.png b/x.png
        index 1..2 100644
        --- a/x.png
        +++ b/x.png
        @@ -1 +1 @@
        -a\u{0}b
        +a\u{0}c
        diff --git a/kind b/kind
        deleted file mode 100644
        index 1..0
        --- a/kind
        +++ /dev/null
        @@ -1 +0,0 @@
        -a
        diff --git a/kind b/kind
        new file mode 120000
        index 0..1
        --- /dev/null
        +++ b/kind
        @@ -0,0 +1 @@
        +target
        \\ No newline at end of file
        diff --git a/bin b/bin
        index 1..2 100644
        Binary files a/bin and b/bin differ

        """

    private static let expected = [
        "a b.py: modified +2-4 blank 3 -2,9-10", "t\tab \"q\" ä.py: added +1-2 blank 2", "gone.py: deleted -1-3",
        "new/m.py: renamed from old/m.py", "run.sh: modified", "empty: added", "lib: modified submodule",
        "x.png: modified binary", "kind: modified link -1", "bin: modified binary",
    ]

    @Test("names, moves, modes, links, submodules and lines that look like headers are understood, however cut up")
    func hard() {
        for pieces in [Int.max, 1, 2, 7, 64] { #expect(read(Self.hard, pieces: pieces) == Self.expected, "\(pieces)") }
        #expect(read("") == [])
    }

    @Test("in Go a line that is a comment alone is no code either, however cut up; elsewhere it may be")
    func comments() {
        let lines = "@@ -0,0 +1,4 @@\n+\t// why\n+x / y // z\n+/ / 2\n+//\n"
        let files = ["a.go", "a.py"].map { "diff --git a/\($0) b/\($0)\n--- a/\($0)\n+++ b/\($0)\n\(lines)" }
        for pieces in [Int.max, 1, 2, 3] {
            let found = read(files.joined(), pieces: pieces)
            #expect(found == ["a.go: modified +1-4 blank 1,4", "a.py: modified +1-4"], "\(pieces)")
        }
    }

    @Test(
        "what is no diff, or ends too early, is refused and never half a change",
        arguments: [
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n",
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ nonsense @@\n",
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +4294967295,9 @@\n-a\n",
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n*a\n",
            "@@ -1 +1 @@\n-a\n+b\n", "diff --git nonsense\n",
        ]
    )
    func broken(text: String) {
        #expect(read(text) == nil)
    }

    @Test("a header without end is refused, not kept")
    func endless() {
        #expect(read("diff --git a/" + String(repeating: "x", count: 1 << 17)) == nil)
    }
}
