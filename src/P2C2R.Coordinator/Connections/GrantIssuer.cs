using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>
/// Makes and checks grants: permission to read one blob until a time, as base64url(account, expiry, HMAC-SHA256 over both
/// and the blob's hash; RFC 2104). Knowing a blob's hash is not enough to read it.
/// </summary>
/// <param name="key">Secret; another key ends all grants.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class GrantIssuer(byte[] key, TimeProvider clock)
{
    private const int AccountAndExpiry = 16;
    private const int Size = AccountAndExpiry + Sha256Hash.Size;

    /// <summary>How long a grant is good: a lease may be renewed for long, and a client may fetch a result the next day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(26);

    /// <summary>A grant.</summary>
    public string Issue(Sha256Hash blob, AccountId account)
    {
        Span<byte> grant = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(grant, account.Value);
        BinaryPrimitives.WriteInt64BigEndian(grant[8..], clock.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds());
        Sign(grant[..AccountAndExpiry], blob, grant[AccountAndExpiry..]);
        return Base64Url.EncodeToString(grant);
    }

    /// <summary>Whose grant it is; null where it isn't ours, isn't for this blob or is over.</summary>
    public AccountId? Check(string grant, Sha256Hash blob)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (grant.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.TryDecodeFromChars(grant, bytes, out var length) || length != Size) return null;
        Span<byte> expected = stackalloc byte[Sha256Hash.Size];
        Sign(bytes[..AccountAndExpiry], blob, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[AccountAndExpiry..])) return null;
        var expiry = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        return expiry < clock.GetUtcNow().ToUnixTimeSeconds() ? null : new AccountId(BinaryPrimitives.ReadInt64BigEndian(bytes));
    }

    /// <summary>Adds grants to the references in a message that carry no bytes.</summary>
    public Message Complete(Message message, AccountId account) => message switch
    {
        Lease lease when lease.Blobs.Any(NeedsGrant) || lease.Dependencies.Any(NeedsGrant) =>
            lease with { Blobs = [.. lease.Blobs.Select(b => Complete(b, account))], Dependencies = [.. lease.Dependencies.Select(d => Complete(d, account))] },
        Result { Outputs: { } outputs } result when outputs.Any(o => NeedsGrant(o.Output)) => result with { Outputs = Complete(outputs, account) },
        Outputs outputs when outputs.Items.Any(o => NeedsGrant(o.Output)) => outputs with { Items = Complete(outputs.Items, account) },
        _ => message,
    };

    private static bool NeedsGrant(DataReference reference) => reference.Data is null;

    private SliceOutput[] Complete(IReadOnlyList<SliceOutput> outputs, AccountId account) => [.. outputs.Select(o => o with { Output = Complete(o.Output, account) })];

    private DataReference Complete(DataReference reference, AccountId account) =>
        NeedsGrant(reference) ? reference with { Grant = Issue(reference.Hash, account) } : reference;

    private void Sign(ReadOnlySpan<byte> accountAndExpiry, Sha256Hash blob, Span<byte> signature)
    {
        Span<byte> signed = stackalloc byte[AccountAndExpiry + Sha256Hash.Size];
        accountAndExpiry.CopyTo(signed);
        blob.CopyTo(signed[AccountAndExpiry..]);
        HMACSHA256.HashData(key, signed, signature);
    }
}
