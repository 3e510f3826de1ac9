import Selection
import Testing

@Suite("import lines")
struct ImportLexerTests {
    @Test(
        "lead to the files that they mean, in each of the main languages",
        arguments: [
            ("t/test_a.py", "from shop.pay import charge", "src/shop/pay.py"),
            ("t/a.py", "import shop", "shop/__init__.py"),
            ("shop/a.py", "from . import pay", "shop/pay.py"), ("shop/in/a.py", "from ..util import x", "shop/util.py"),
            ("t/a.spec.ts", "import { x } from '../src/pay'", "src/pay.ts"),
            ("t/a.js", "const p = require('./pay')", "t/pay.js"),
            ("t/a.ts", "} from \"../src/cart\";", "src/cart/index.ts"),
            ("t/a.ts", "import x from '../src/p.js'", "src/p.ts"),
            ("src/test/java/shop/PayTest.java", "import shop.core.Pay;", "src/main/java/shop/core/Pay.java"),
            ("A.kt", "import shop.core.Pay.Companion", "x/shop/core/Pay.kt"),
            ("cmd/main_test.go", "\t\"example.com/app/internal/pay\"", "internal/pay/pay.go"),
            ("t/a.c", "#include \"../src/pay.h\"", "src/pay.h"),
            ("t/a.cpp", "#include <shop/pay.hpp>", "inc/shop/pay.hpp"),
            ("t/ATests.cs", "using Shop.Pay;", "src/Shop/Pay/Charge.cs"),
            ("spec/a_spec.rb", "require_relative '../lib/pay'", "lib/pay.rb"),
            ("spec/a_spec.rb", "require 'shop/pay'", "lib/shop/pay.rb"),
            ("t/ATest.php", "use Shop\\Pay\\Charge;", "src/Shop/Pay/Charge.php"),
            ("t/a.php", "require __DIR__ . '/../src/pay.php';", "src/pay.php"),
            ("tests/a.rs", "use shop::pay::charge;", "src/pay.rs"),
            ("src/lib.rs", "mod pay;", "src/pay.rs"),
            ("Tests/PayTests/A.swift", "@testable import Pay", "Sources/Pay/Charge.swift"),
            ("t/a.sh", "source ./lib.sh", "t/lib.sh"), ("t/a.sh", ". \"$ROOT/tools/lib.sh\"", "tools/lib.sh"),
        ]
    )
    func resolved(file: String, line: String, target: String) throws {
        let language = try #require(ImportLanguage(path: file))
        let graph = ImportGraph(
            files: [file, target, "other/unrelated.txt"],
            imports: [file: ImportLexer.names(in: Array(line.utf8), language)]
        )
        #expect(graph.distances(from: [target])[file]?.depth == 1)
    }

    @Test("bytes that are no text, and lines without an end, are no imports", arguments: ImportLanguage.allCases)
    func hostile(language: ImportLanguage) {
        let noise: [UInt8] = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        _ = ImportLexer.names(in: noise, language)
        #expect(ImportLexer.names(in: Array(repeating: 0x22, count: 100_000), language).isEmpty)
    }

    @Test("a circle of imports ends, and what is far away weighs nothing")
    func circle() {
        let files = (0..<10).map { "m\($0).py" }
        var imports: [String: [ImportedName]] = [:]
        for index in 0..<10 { imports["m\(index).py"] = [.suffix("m\((index + 1) % 10)")] }
        let found = ImportGraph(files: files, imports: imports).distances(from: ["m0.py"])
        #expect(found.keys.sorted() == ["m6.py", "m7.py", "m8.py", "m9.py"] && found["m9.py"]?.depth == 1)
    }
}
