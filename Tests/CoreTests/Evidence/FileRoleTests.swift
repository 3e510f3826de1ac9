import Core
import Testing

@Suite("What files are for")
struct FileRoleTests {
    @Test(
        "tests, generated, vendored files, documents and scripts are told from the product by their paths",
        arguments: [
            ("src/a.py", FileRole.product), ("src/testing.py", .product), ("latest/a.py", .product),
            ("src/contest.py", .product), ("Sources/Fit.swift", .product), ("src/Test.java", .product),
            ("tests/a.py", .test), ("Tests/ATests/A.swift", .test), ("a/test_x.py", .test), ("x_test.go", .test),
            ("x.spec.ts", .test), ("com/acme/FooTest.java", .test), ("AppTests.swift", .test), ("conftest.py", .test),
            ("models/user_spec.rb", .test), ("api/x.pb.go", .generated), ("x_pb2.py", .generated),
            ("a.generated.ts", .generated), ("vendor/x/a.go", .vendored), ("third_party/a.c", .vendored),
            ("docs/conf.py", .documentation), ("setup.py", .tooling), ("web/vite.config.ts", .tooling),
            ("types/index.d.ts", .tooling), ("Package.swift", .tooling),
        ]
    )
    func roles(path: String, role: FileRole) {
        #expect(FileRole.of(path) == role)
    }

    @Test("the part behind the last dot of the name tells the language")
    func suffixes() {
        #expect(FileRole.suffix(of: "a.b/c") == nil)
        #expect(FileRole.suffix(of: ".gitignore") == nil)
        #expect(FileRole.suffix(of: "a/b.tar.gz") == "gz")
        #expect(FileRole.isSource("a/b.rs"))
        #expect(!FileRole.isSource("README.md"))
    }
}
