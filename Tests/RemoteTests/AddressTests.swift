import Testing

@testable import Remote

@Suite("Addresses and credentials")
struct AddressTests {
    @Test("Addresses are taken apart and put together again")
    func parts() throws {
        let url = try #require(RemoteURL("https://ann:se%20cret@Host.example:8443/a%20b/c?x=1&y=%2F&z#part"))
        #expect(url.host == "host.example" && url.port == 8443 && url.path == "/a%20b/c")
        #expect(url.query == [.init("x", "1"), .init("y", "/"), .init("z", "")])
        #expect(url.userInfo == "ann:se cret")
        #expect(url.text == "https://host.example:8443/a%20b/c?x=1&y=%2F&z")
        #expect(url.description == "https://host.example:8443/a%20b/c")
        #expect(RemoteURL("http://h:80/")?.authority == "h")
        #expect(RemoteURL("http://[::1]:9/x")?.authority == "[::1]:9")
        #expect(url.appending("r 1/ü.html").path == "/a%20b/c/r%201/%C3%BC.html")
    }

    @Test(
        "What is no address is none",
        arguments: ["", "host/a", "ftp://h/a", "https://", "https://h:99999/", "https://h /", "https://:80/"]
    )
    func nonsense(_ text: String) { #expect(RemoteURL(text) == nil) }

    @Test("Variables come before files, and files give a profile with its region and endpoint")
    func settings() {
        let files = [
            "/home/u/.aws/credentials": """
            [default]
            aws_access_key_id = K1
            aws_secret_access_key=S1
            [ci]
            aws_access_key_id=K2
            aws_secret_access_key=S2
            aws_session_token=T2
            """,
            "/home/u/.aws/config": """
            # comment
            [default]
            region = eu-west-1
            s3 =
              region = nested
            [profile ci]
            region=eu-central-1
            endpoint_url = http://localhost:9000
            """,
        ]
        func read(_ environment: [String: String]) -> AWSSettings {
            AWSSettings(environment.merging(["HOME": "/home/u"]) { own, _ in own }) { files[$0] }
        }
        #expect(read([:]).credentials == AWSCredentials(accessKey: "K1", secretKey: "S1"))
        #expect(read([:]).region == "eu-west-1" && read([:]).endpoint == nil)
        let ci = read(["AWS_PROFILE": "ci"])
        #expect(ci.credentials == AWSCredentials(accessKey: "K2", secretKey: "S2", token: "T2"))
        #expect(ci.region == "eu-central-1" && ci.endpoint?.authority == "localhost:9000")
        let variables = read(["AWS_ACCESS_KEY_ID": "K", "AWS_SECRET_ACCESS_KEY": "S", "AWS_REGION": "us-west-2"])
        #expect(
            variables.credentials == AWSCredentials(accessKey: "K", secretKey: "S") && variables.region == "us-west-2"
        )
        #expect(read(["AWS_PROFILE": "other"]).problem?.contains("'other'") == true)
        #expect(read(["AWS_ENDPOINT_URL_S3": "nonsense"]).problem?.contains("nonsense") == true)
        #expect(AWSSettings([:]) { _ in nil }.credentials == nil)
    }
}
