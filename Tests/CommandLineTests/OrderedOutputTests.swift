import Scanning
import TestSupport
import Testing

@testable import CommandLine

@Suite("A file that is written while its pieces are made")
struct OrderedOutputTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/file" }

    @Test("holds them in the order of their numbers, in whichever order they came", arguments: [1, 2, 7, 20, 40])
    func order(step: Int) throws {
        // Some are larger than what is handed to the kernel at once.
        let pieces = (0..<41).map { [UInt8](repeating: UInt8($0), count: $0 % 9 == 8 ? 300_000 : $0) }
        let output = try OrderedOutput(path)
        for turn in pieces.indices {
            // Each once, since their number is a prime.
            let index = turn * step % pieces.count
            output.put(pieces[index], at: index)
        }
        try output.finish()
        #expect(try MappedFile(path: path).withBytes { Array($0) } == Array(pieces.joined()))
    }

    @Test("is not there before it is finished")
    func unfinished() throws {
        let output = try OrderedOutput(path)
        output.put([1], at: 0)
        #expect(folder.names.isEmpty)
    }
}
