using System.Security.Cryptography;
using System.Text;

namespace P2C2R.Protocol;

/// <summary>
/// What a peer sends first for an output that is too big for a message: only one who has the bytes can make it, and it is
/// different for every attempt, so it can't be copied from another peer.
/// </summary>
public static class OutputCommitment
{
    /// <summary>SHA-256(attempt nonce, output bytes).</summary>
    /// <param name="nonce">The nonce that came with the lease, as sent (UTF-8).</param>
    /// <param name="output">The output's bytes, trailer included; read to its end.</param>
    public static Sha256Hash Compute(string nonce, Stream output)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(nonce));
        var buffer = new byte[1 << 16];
        int read;
        while ((read = output.Read(buffer)) > 0) hash.AppendData(buffer, 0, read);
        return new Sha256Hash(hash.GetHashAndReset());
    }
}
