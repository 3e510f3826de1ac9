import Testing

@testable import Remote

@Suite("Signature V4")
struct SignatureTests {
    private let documented = AWSCredentials(
        accessKey: "AKIAIOSFODNN7EXAMPLE",
        secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    /// 2013-05-24T00:00:00Z.
    private let day = 1_369_353_600.0
    private let host = "examplebucket.s3.amazonaws.com"

    private func signature(_ request: HTTPRequest) -> String? {
        let signed = SignatureV4(credentials: documented, region: "us-east-1").signed(request, at: day)
        return signed.headers.last { $0.name == "authorization" }?.value
    }

    @Test("The published examples of S3 get the published signatures")
    func examples() {
        let get = HTTPRequest(
            "GET",
            RemoteURL(scheme: "https", host: host, path: "/test.txt"),
            headers: [.init("range", "bytes=0-9")]
        )
        let put = HTTPRequest(
            "PUT",
            RemoteURL(scheme: "https", host: host).appending("test$file.text"),
            headers: [
                .init("date", "Fri, 24 May 2013 00:00:00 GMT"), .init("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ],
            body: Array("Welcome to Amazon S3.".utf8)
        )
        let lifecycle = HTTPRequest(
            "GET",
            RemoteURL(scheme: "https", host: host, path: "/", query: [.init("lifecycle", "")])
        )
        let list = HTTPRequest(
            "GET",
            RemoteURL(scheme: "https", host: host, path: "/", query: [.init("max-keys", "2"), .init("prefix", "J")])
        )
        let expected = [
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ]
        for (request, expected) in zip([get, put, lifecycle, list], expected) {
            #expect(
                signature(request)?.hasSuffix("Signature=\(expected)") == true,
                "\(request.method) \(request.url.text)"
            )
        }
    }

    @Test("The plainest case of the published suite for other services, too")
    func suite() {
        let credentials = AWSCredentials(
            accessKey: "AKIDEXAMPLE",
            secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        )
        let signer = SignatureV4(credentials: credentials, region: "us-east-1", service: "service")
        let request = HTTPRequest("GET", RemoteURL(scheme: "https", host: "example.amazonaws.com", path: "/"))
        // 2015-08-30T12:36:00Z.
        let value = signer.signed(request, at: 1_440_938_160).headers.last?.value
        #expect(
            value
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, "
                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        )
    }

    @Test("The secret is in no text that is made of credentials")
    func secrets() {
        #expect(!"\(documented)".contains("wJalr"))
        #expect(!String(reflecting: documented).contains("wJalr"))
    }
}
