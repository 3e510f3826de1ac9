import Glibc
import Scanning
import Testing

@Suite("The archive for those who have no Swift")
struct DistTests {
    @Test("It holds program, bill of materials and licences, fits its checksum, and is the same each time")
    func archive() throws {
        let folder = Folder()
        let dist = Folder.projectRoot + "/scripts/dist"
        for name in ["one", "two"] {
            let ended = Program.run([dist, "/bin/true", "\(folder.path)/\(name)"], in: folder)
            #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        }
        let script = """
            cmp one/*.tar.gz two/*.tar.gz && cd one && sha256sum --check --strict *.sha256 \
            && tar -xzf *.tar.gz --strip-components=1 && bin/assay && cat licences/*.txt | grep -c 'Apache License'
            """
        let ended = Program.run(["/bin/sh", "-c", script], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let bill = try JSON(parsing: folder.read("one/sbom.cdx.json"))
        let names = bill["components"]?.array?.compactMap { $0["name"]?.string } ?? []
        for name in ["swift-crypto", "yams", "zlib", "sqlite", "swift-stdlib"] {
            #expect(names.contains(name), "\(names)")
        }
        #expect(folder.exists("one/Containerfile"))
    }
}
