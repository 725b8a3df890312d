using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Account holders by token, for HTTP requests, and their names, for the log.</summary>
internal sealed class AccountBook
{
    private readonly ConcurrentDictionary<Sha256Hash, AccountHolder> _byToken = new();
    private readonly ConcurrentDictionary<AccountId, string> _names = new();
    private readonly ConcurrentDictionary<AccountId, bool> _gamers = new();

    /// <summary>Hash of a token, as stored: the token itself is nowhere but with its owner.</summary>
    public static Sha256Hash HashToken(string token) => Sha256Hash.Of(Encoding.UTF8.GetBytes(token));

    /// <summary>256 random bits.</summary>
    public static string NewToken() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes over what is stored.</summary>
    public void Load(IReadOnlyList<AccountRow> rows)
    {
        _byToken.Clear();
        foreach (var row in rows) Add(row.TokenHash, new AccountHolder(row.Id, row.Role, row.Name));
    }

    /// <summary>Adds one.</summary>
    public void Add(Sha256Hash token, AccountHolder holder)
    {
        _byToken[token] = holder;
        _names[holder.Account] = holder.Name;
        if (holder.Role == AccountRole.Gamer) _gamers[holder.Account] = true;
    }

    /// <summary>Whom this token names, or null.</summary>
    public AccountHolder? Find(string token) => _byToken.GetValueOrDefault(HashToken(token));

    /// <summary>Whether there is such a gamer.</summary>
    public bool IsGamer(AccountId account) => _gamers.ContainsKey(account);

    /// <summary>For example <c>peer_cave (a17)</c>.</summary>
    public string Describe(AccountId account) => _names.TryGetValue(account, out var name) ? $"{name} ({account})" : account.ToString();
}
