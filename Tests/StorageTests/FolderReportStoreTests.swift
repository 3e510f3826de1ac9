import Engine
import Storage
import TestSupport
import Testing

@Suite("Reports kept in a folder")
struct FolderReportStoreTests {
    private let folder = TemporaryFolder()

    private func file(_ text: String) -> KeptFile {
        KeptFile(
            name: "20261122-150405-a1b2/report.txt",
            bytes: Array(text.utf8),
            contentType: "text/plain",
            digest: ""
        )
    }

    @Test("a file lies under its name, in folders that were missing, and a later one takes its place")
    func put() async throws {
        let store = FolderReportStore(path: folder.path + "/kept/here")
        let address = try await store.put(file("one"))
        #expect(address == "file://\(folder.path)/kept/here/20261122-150405-a1b2/report.txt")
        #expect(folder.read("kept/here/20261122-150405-a1b2/report.txt") == "one")
        _ = try await store.put(file("two"))
        #expect(folder.read("kept/here/20261122-150405-a1b2/report.txt") == "two")
    }

    @Test("a place that cannot be written is an error with its name")
    func refused() async throws {
        try ReplacementFile.write([], to: folder.path + "/file")
        await #expect(throws: ReportStoreError.self) {
            try await FolderReportStore(path: folder.path + "/file").put(file("x"))
        }
    }
}
