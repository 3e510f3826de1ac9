import Configuration
import Mocking
import Scanning
import Testing

@Suite struct ContractTests {
    private static let document = """
        openapi: 3.0.3
        servers: [{url: "https://api.example.test/v1"}]
        paths:
          /charges/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            get:
              parameters: [{name: expand, in: query, schema: {enum: [card, none]}}]
            post:
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: "#/components/schemas/Charge"}}}
        components:
          schemas:
            Charge:
              type: object
              required: [amount]
              additionalProperties: false
              properties:
                amount: {type: integer, minimum: 1}
                tags: {type: array, items: {type: string}, maxItems: 2}
        """

    private func problems(_ method: String, _ target: String, _ body: String = "") throws -> [String] {
        let (json, _) = StubFiles.document(name: "api.yaml", bytes: Array(Self.document.utf8))
        let contract = try APIContract(try #require(json))
        let request = MockRequest(
            method: method,
            target: target,
            headers: body.isEmpty ? [] : [.init("content-type", "application/json; charset=utf-8")],
            body: Array(body.utf8)
        )
        return contract.problems(of: request, request.json())
    }

    @Test("what the description allows may come, with the server's prefix or without")
    func allowed() throws {
        #expect(try problems("GET", "/charges/7?expand=card").isEmpty)
        #expect(try problems("POST", "/v1/charges/7", #"{"amount": 5, "tags": ["a"]}"#).isEmpty)
    }

    @Test(
        "what it does not allow is told",
        arguments: [
            ("GET", "/nothing", "", "no path of it is /nothing"),
            ("DELETE", "/charges/7", "", "/charges/{id} has no DELETE; it has GET, POST"),
            ("GET", "/charges/seven", "", "path parameter 'id' must be integer, not a string"),
            ("GET", "/charges/7?expand=all", "", #"query parameter 'expand' must be one of "card", "none""#),
            ("POST", "/charges/7", "", "the body is missing"),
            ("POST", "/charges/7", "{}", "body lacks 'amount'"),
            ("POST", "/charges/7", #"{"amount": 0}"#, "body.amount must be at least 1.0"),
            ("POST", "/charges/7", #"{"amount": 1, "x": 2}"#, "body has 'x', which it must not have"),
            ("POST", "/charges/7", #"{"amount": 1, "tags": [1]}"#, "body.tags[0] must be string, not a number"),
            ("POST", "/charges/7", "{", "the body is no JSON"),
        ]
    )
    func refused(_ method: String, _ target: String, _ body: String, _ wanted: String) throws {
        #expect(try problems(method, target, body) == [wanted])
    }
}
