import Testing

@testable import Core

struct TestBodiesTests {
    private func renames(_ gone: [String], _ old: String, _ appeared: [String], _ new: String) -> [String] {
        TestBodies.renames(gone: gone, in: old, appeared: appeared, in: new).map { "\($0.from)>\($0.to)" }
    }

    private let old = """
        def test_total():
            basket = Basket()
            assert basket.total == 0

        def test_count():
            assert len(Basket()) == 0
        """

    @Test("A test with another name and the same body is a renamed one")
    func renamed() {
        let new = old.replacing("def test_total()", with: "def test_total_of_nothing()")
        #expect(renames(["test_total"], old, ["test_total_of_nothing"], new) == ["test_total>test_total_of_nothing"])
    }

    @Test("With another body it is another test")
    func rewritten() {
        let new = old.replacing("def test_total()", with: "def test_sum()").replacing("total == 0", with: "total == 1")
        #expect(renames(["test_total"], old, ["test_sum"], new).isEmpty)
    }

    @Test("Where two have one body nobody guesses; a part of a name is no name")
    func ambiguous() {
        let twins = """
            def test_a():
                x = 1
                assert x
            def test_b():
                x = 1
                assert x
            """
        let renamed = twins.replacing("test_a", with: "test_c").replacing("test_b", with: "test_d")
        #expect(renames(["test_a", "test_b"], twins, ["test_c", "test_d"], renamed).isEmpty)
        #expect(renames(["total"], old, ["test_count"], old).isEmpty)
    }

    @Test("A body is what is indented deeper, in any language")
    func braces() {
        let old = """
            class ShopTest {
                @Test void pays() {
                    shop.pay(3);
                    assertEquals(0, shop.open());
                }
            }
            """
        let new = old.replacing("void pays()", with: "void paysAll()")
        #expect(renames(["pays"], old, ["paysAll"], new) == ["pays>paysAll"])
        #expect(renames(["pays"], old, ["paysAll"], "").isEmpty)
    }
}
