using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using P2C2R.Coordinator;
using P2C2R.Tests.Coordinator.Storage;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>What an operator can get wrong has one line and a code of its own; TLS works.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_port_in_use_is_said_so()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var folder = new TemporaryFolder();
        await FailsAsync(CoordinatorFault.PortInUse, new CoordinatorOptions { Listen = [$"127.0.0.1:{test.Host.Port}"], Database = folder.Database });
    }

    [Fact]
    public async Task A_damaged_database_is_said_so()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Database, [.. Enumerable.Repeat((byte)7, 8_192)]);
        await FailsAsync(CoordinatorFault.DatabaseCorrupt, new CoordinatorOptions { Listen = ["127.0.0.1:0"], Database = folder.Database });
    }

    [Fact]
    public async Task A_database_where_none_can_be_is_said_so()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Database);
        await FailsAsync(CoordinatorFault.DatabaseNotWritable, new CoordinatorOptions { Listen = ["127.0.0.1:0"], Database = folder.Database });
    }

    [Fact]
    public async Task A_bad_certificate_and_a_bad_address_are_said_so()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "c.pem");
        File.WriteAllText(path, "nothing");
        await FailsAsync(CoordinatorFault.BadCertificate, new CoordinatorOptions { Listen = ["127.0.0.1:0"], Database = folder.Database, Certificate = path });
        await FailsAsync(CoordinatorFault.BadOption, new CoordinatorOptions { Listen = ["127.0.0.1:99999"], Database = folder.Database });
    }

    [Fact]
    public async Task Speaks_over_tls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var folder = new TemporaryFolder();
        var pem = Path.Combine(folder.Path, "cert.pem");
        var keyFile = Path.Combine(folder.Path, "key.pem");
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using var test = await TestCoordinator.StartAsync(o => o with { Certificate = pem, CertificateKey = keyFile });
        Assert.Equal("https", test.Http.Scheme);
        using var client = await test.ConnectAsync();
        Assert.NotNull((await client.HelloGamerAsync()).Token);
    }

    private static async Task FailsAsync(CoordinatorFault fault, CoordinatorOptions options)
    {
        var e = await Assert.ThrowsAsync<CoordinatorException>(() => CoordinatorHost.StartAsync(options));
        Assert.Equal(fault, e.Fault);
        Assert.DoesNotContain('\n', e.Message);
    }
}
