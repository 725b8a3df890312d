using System.Net;
using System.Net.Http.Headers;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary><c>/blobs/{sha256}</c> with a real HTTP client: who may store and read, ranges, quotas, damaged bytes, big outputs.</summary>
public sealed class BlobHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_its_owner_reads_a_blob_and_others_get_what_they_would_get_for_none()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var token = (await gamer.HelloGamerAsync()).Token!;
        using var other = await test.ConnectAsync();
        var othersToken = (await other.HelloGamerAsync()).Token!;
        var bytes = TestTasks.Output(100_000);
        var hash = Sha256Hash.Of(bytes);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(test, HttpMethod.Put, $"{hash}", null, bytes)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(test, HttpMethod.Put, $"{hash}", token, bytes)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(test, HttpMethod.Put, $"{hash}", token, bytes)).Status);
        Assert.Equal(bytes, (await SendAsync(test, HttpMethod.Get, $"{hash}", token)).Body);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(test, HttpMethod.Head, $"{hash}", token)).Status);
        var theirs = await SendAsync(test, HttpMethod.Get, $"{hash}", othersToken);
        var nobodys = await SendAsync(test, HttpMethod.Get, $"{Sha256Hash.Of([5])}", othersToken);
        Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
        Assert.Equal((nobodys.Status, Convert.ToHexString(nobodys.Body)), (theirs.Status, Convert.ToHexString(theirs.Body)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(test, HttpMethod.Put, $"{Sha256Hash.Of([5])}", token, [6])).Status);
    }

    [Fact]
    public async Task Names_are_64_lower_case_digits_and_nothing_else()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var token = (await gamer.HelloGamerAsync()).Token!;
        var good = Sha256Hash.Of([1]).ToString();
        foreach (var name in new[] { "", good.ToUpperInvariant(), good[1..], good + "0", good + "/", "..%2F..%2Foperator.token", good[..62] + "%00", "%2e%2e/p2c2r_cloud.db", good + "%0A", $"{good}.tmp", new string('a', 5_000) })
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Get })
            {
                var answer = await SendAsync(test, method, name, token, method == HttpMethod.Put ? [1] : null);
                Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {name}: {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task Ranges_are_served()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var token = (await gamer.HelloGamerAsync()).Token!;
        var bytes = TestTasks.Output(200_000);
        var name = Sha256Hash.Of(bytes).ToString();
        await SendAsync(test, HttpMethod.Put, name, token, bytes);
        foreach (var (from, to, first, end) in new (long?, long?, int, int)[] { (0, 9, 0, 10), (100_000, null, 100_000, bytes.Length), (null, 5, bytes.Length - 5, bytes.Length), (3, 10_000_000, 3, bytes.Length) })
        {
            var answer = await SendAsync(test, HttpMethod.Get, name, token, range: new RangeHeaderValue(from, to));
            Assert.Equal(HttpStatusCode.PartialContent, answer.Status);
            Assert.Equal(bytes[first..end], answer.Body);
        }

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await SendAsync(test, HttpMethod.Get, name, token, range: new RangeHeaderValue(bytes.Length, null))).Status);
    }

    [Fact]
    public async Task A_quota_is_kept()
    {
        await using var test = await TestCoordinator.StartAsync(o => o with { BlobQuota = 1_000 });
        using var gamer = await test.ConnectAsync();
        var token = (await gamer.HelloGamerAsync()).Token!;
        var first = TestTasks.Output(800);
        var second = TestTasks.Output(801);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(test, HttpMethod.Put, $"{Sha256Hash.Of(first)}", token, first)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(test, HttpMethod.Put, $"{Sha256Hash.Of(second)}", token, second)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(test, HttpMethod.Put, $"{Sha256Hash.Of(first)}", token, first)).Status);
    }

    [Fact]
    public async Task Damaged_bytes_are_never_sent_whole()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var token = (await gamer.HelloGamerAsync()).Token!;
        var bytes = TestTasks.Output(300_000);
        var name = Sha256Hash.Of(bytes).ToString();
        await SendAsync(test, HttpMethod.Put, name, token, bytes);
        var file = Path.Combine(test.Folder, "p2c2r_blobs", "blobs", name[..2], name);
        bytes[150_000] ^= 1;
        File.WriteAllBytes(file, bytes);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(test, HttpMethod.Get, name, token));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(test, HttpMethod.Get, name, token)).Status);
    }

    [Fact]
    public async Task A_big_output_is_committed_uploaded_when_asked_for_and_read_with_a_grant()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var peer = await test.ConnectAsync();
        var peersToken = (await peer.HelloPeerAsync()).Token!;
        using var gamer = await test.ConnectAsync();
        await gamer.HelloGamerAsync();
        await gamer.SendAsync(TestTasks.Submit("big", 1));
        var lease = await peer.ReceiveAsync<Lease>();
        var output = TestTasks.Output(100_000);
        var hash = Sha256Hash.Of(output);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(test, HttpMethod.Put, $"{hash}", peersToken, output)).Status);
        await peer.SendAsync(TestTasks.Done(lease.Attempt, output));
        Assert.Equal(hash, (await peer.ReceiveAsync<UploadRequest>()).Hash);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(test, HttpMethod.Put, $"{hash}", peersToken, output)).Status);
        await peer.SendAsync(new Uploaded { Attempt = lease.Attempt });
        var result = await gamer.ReceiveAsync<Result>();
        Assert.Equal(TaskState.Done, result.Summary.State);
        await gamer.SendAsync(new GetOutputs { Task = "big" });
        var reference = (await gamer.ReceiveAsync<Outputs>()).Items[0].Output;
        Assert.Equal(output, (await SendAsync(test, HttpMethod.Get, $"{hash}?grant={reference.Grant}", null)).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(test, HttpMethod.Get, $"{hash}?grant={reference.Grant![..^2]}AA", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(test, HttpMethod.Get, $"{hash}", peersToken)).Status);
    }

    [Fact]
    public async Task Only_the_operator_books_deposits()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var welcome = await gamer.HelloGamerAsync();
        var token = (await File.ReadAllTextAsync(Path.Combine(test.Folder, "operator.token"), Cancellation)).Trim();
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(test.Folder, "operator.token")));
        var body = $"{{\"gamer\":\"{welcome.Account}\",\"amount\":\"5000000000\",\"reference\":\"invoice 1\"}}";
        Assert.Equal(HttpStatusCode.Unauthorized, await DepositAsync(test, welcome.Token!, body));
        Assert.Equal(HttpStatusCode.OK, await DepositAsync(test, token, body));
        Assert.Equal(HttpStatusCode.OK, await DepositAsync(test, token, body));
        Assert.Equal(HttpStatusCode.BadRequest, await DepositAsync(test, token, body.Replace("5000000000", "-1", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await DepositAsync(test, token, body.Replace(welcome.Account, "a999", StringComparison.Ordinal)));
        await gamer.SendAsync(new GetAccount());
        Assert.Equal(new NanoDollars(5_000_000_000), (await gamer.ReceiveAsync<AccountStatus>()).Balance);
    }

    [Fact]
    public async Task Only_the_operator_sees_what_single_peers_earn()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var stranger = (await gamer.HelloGamerAsync()).Token!;
        var operatorToken = (await File.ReadAllTextAsync(Path.Combine(test.Folder, "operator.token"), Cancellation)).Trim();
        Assert.DoesNotContain("connected_peers", await StatusAsync(test, stranger), StringComparison.Ordinal);
        Assert.Contains("connected_peers", await StatusAsync(test, operatorToken), StringComparison.Ordinal);
    }

    private static async Task<string> StatusAsync(TestCoordinator test, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/status", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await test.Client.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<HttpStatusCode> DepositAsync(TestCoordinator test, string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/deposits", UriKind.Relative)) { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await test.Client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(TestCoordinator test, HttpMethod method, string name, string? token, byte[]? content = null, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/blobs/{name}", UriKind.Relative));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (content is not null) request.Content = new ByteArrayContent(content);
        request.Headers.Range = range;
        using var response = await test.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(Cancellation));
    }
}
