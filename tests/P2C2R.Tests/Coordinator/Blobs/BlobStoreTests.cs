using P2C2R.Coordinator.Blobs;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Blobs;

/// <summary>What is stored is what its name says, after a power loss and on a disk that changes bytes too.</summary>
public sealed class BlobStoreTests
{
    [Fact]
    public async Task What_was_stored_survives_a_power_loss_and_nothing_else_has_a_name()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var files = new LossyFiles();
            var store = new BlobStore(files);
            var stored = new List<byte[]>();
            for (var i = 0; i < 5; i++)
            {
                var bytes = new byte[random.Next(1, 5_000)];
                random.NextBytes(bytes);
                Assert.Equal(PutOutcome.Stored, (await PutAsync(store, Sha256Hash.Of(bytes), bytes)).Outcome);
                stored.Add(bytes);
            }

            // A put that is under way: its content ends in the middle of nowhere.
            await Assert.ThrowsAsync<IOException>(() => store.PutAsync(Sha256Hash.Of([9]), new BrokenStream(random.Next(3_000)), Limits.MaxBlobBytes, CancellationToken.None));
            files.LosePower(random);
            var again = new BlobStore(files);
            foreach (var bytes in stored) Assert.Equal(bytes.Length, (await again.InspectAsync(Sha256Hash.Of(bytes), "n", CancellationToken.None))!.Value.Length);
            Assert.DoesNotContain(files.Names, n => n.StartsWith("tmp/", StringComparison.Ordinal));
            Assert.Null(again.Open(Sha256Hash.Of([9])));
        }
    }

    [Fact]
    public async Task Wrong_content_and_too_much_of_it_are_not_stored()
    {
        var files = new LossyFiles();
        var store = new BlobStore(files);
        var hash = Sha256Hash.Of([1, 2, 3]);
        Assert.Equal(PutOutcome.HashMismatch, (await PutAsync(store, hash, [1, 2, 4])).Outcome);
        Assert.Equal(PutOutcome.TooBig, (await store.PutAsync(hash, new MemoryStream([1, 2, 3]), 2, CancellationToken.None)).Outcome);
        Assert.Null(store.Open(hash));
        Assert.Empty(files.Names);
    }

    [Fact]
    public async Task Changed_bytes_are_noticed_and_put_aside()
    {
        var files = new LossyFiles();
        var store = new BlobStore(files);
        var hash = Sha256Hash.Of([1, 2, 3]);
        await PutAsync(store, hash, [1, 2, 3]);
        files.Corrupt($"blobs/{hash.ToString()[..2]}/{hash}");
        Assert.Null(await store.InspectAsync(hash, "n", CancellationToken.None));
        Assert.Null(store.Open(hash));
        Assert.Contains($"bad/{hash}", files.Names);
    }

    [Fact]
    public async Task Says_of_an_output_what_a_peer_committed_to()
    {
        var store = new BlobStore(new LossyFiles());
        var output = new byte[100_000];
        new Random(1).NextBytes(output);
        new OutputTrailer(77, SliceOutcome.OutOfUnits).Write(output.AsSpan(output.Length - OutputTrailer.Size));
        await PutAsync(store, Sha256Hash.Of(output), output);
        var facts = await store.InspectAsync(Sha256Hash.Of(output), "1-5", CancellationToken.None);
        Assert.Equal(new BlobFacts(output.Length, new OutputTrailer(77, SliceOutcome.OutOfUnits), OutputCommitment.Compute("1-5", new MemoryStream(output))), facts);
    }

    [Fact]
    public async Task Many_may_store_the_same_at_once_on_a_real_disk()
    {
        var folder = Directory.CreateTempSubdirectory("p2c2r_test_").FullName;
        var store = new BlobStore(new DiskFiles(folder));
        var bytes = new byte[200_000];
        new Random(2).NextBytes(bytes);
        var hash = Sha256Hash.Of(bytes);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync(store, hash, bytes))));
        Assert.All(outcomes, o => Assert.Equal(PutOutcome.Stored, o.Outcome));
        Assert.NotNull(await store.InspectAsync(hash, "n", CancellationToken.None));
        store.Delete(hash);
        Assert.Null(store.Open(hash));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_blob_that_is_being_stored_is_not_deleted()
    {
        var store = new BlobStore(new LossyFiles());
        var hash = Sha256Hash.Of([1]);
        using (store.Pin(hash))
        {
            await PutAsync(store, hash, [1]);
            store.Delete(hash);
            Assert.NotNull(store.Open(hash));
        }

        store.Delete(hash);
        Assert.Null(store.Open(hash));
    }

    private static Task<(PutOutcome Outcome, long Length)> PutAsync(BlobStore store, Sha256Hash hash, byte[] bytes) => store.PutAsync(hash, new MemoryStream(bytes), Limits.MaxBlobBytes, CancellationToken.None);

    /// <summary>A connection that breaks.</summary>
    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length) throw new IOException("the connection broke");
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
