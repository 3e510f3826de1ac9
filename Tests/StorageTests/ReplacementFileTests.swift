import Glibc
import Scanning
import TestSupport
import Testing

@testable import Storage

@Suite("A file that replaces another")
struct ReplacementFileTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/report.json" }

    @Test("shows nothing of itself, under any name, before it is committed")
    func invisible() throws {
        try ReplacementFile.write(Array("old".utf8), to: path)
        let file = try ReplacementFile(of: path)
        try file.append(Array("new".utf8))
        #expect(folder.read("report.json") == "old")
        #expect(folder.names == ["report.json"])
        try file.commit()
        #expect(folder.read("report.json") == "new")
        #expect(folder.names == ["report.json"])
    }

    @Test("is gone where it is not committed")
    func abandoned() throws {
        do {
            let file = try ReplacementFile(of: path)
            try file.append(Array("half".utf8))
        }
        #expect(folder.names.isEmpty)
    }

    @Test("keeps the permissions of the one before")
    func permissions() throws {
        try ReplacementFile.write([], to: path)
        chmod(path, 0o600)
        try ReplacementFile.write([1], to: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("lies where a symbolic link points to, and the link stays")
    func link() throws {
        try ReplacementFile.write(Array("old".utf8), to: path)
        let link = folder.path + "/link"
        #expect(symlink("report.json", link) == 0)
        try ReplacementFile.write(Array("new".utf8), to: link)
        var status = stat()
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(folder.read("report.json") == "new")
    }

    @Test("does not take the place of a FIFO but is written into it")
    func fifo() throws {
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try ReplacementFile.write(Array("text".utf8), to: path)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(read(reader, &bytes, 8) == 4)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test("takes a part of another file over, whether that is mapped or was copied", arguments: [1_000, 3 << 20])
    func part(size: Int) throws {
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let source = folder.path + "/source"
        folder.write(content, to: "source")
        let mapped = try MappedFile(path: source)
        let file = try ReplacementFile(of: path)
        file.reserve(size)
        try file.append([7])
        try file.append(ByteRange(10, size - 5), of: mapped)
        try file.append([9])
        try file.commit()
        let written = try MappedFile(path: path).withBytes { Array($0) }
        #expect(written == [7] + content[10..<size - 5] + [9])
    }

    @Test("tells the name that was asked for where it cannot be written")
    func refused() {
        let missing = folder.path + "/none/report.json"
        #expect(throws: StorageError(path: missing, message: "no such file or directory")) {
            try ReplacementFile.write([], to: missing)
        }
        #expect(throws: StorageError(path: folder.path, message: "is a directory")) {
            try ReplacementFile.write([], to: folder.path)
        }
    }
}
