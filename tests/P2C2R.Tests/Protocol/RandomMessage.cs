using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;
using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

/// <summary>Makes a message of any type with random contents, by reflection over its properties: a new message is covered without a line here.</summary>
internal static class RandomMessage
{
    private static readonly Type[] Types =
        [.. typeof(Message).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];

    public static Message Next(Random random) => (Message)Fill(Types[random.Next(Types.Length)], random);

    private static object Fill(Type type, Random random)
    {
        var instance = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            var optional = nullability.Create(property).WriteState == NullabilityState.Nullable;
            property.SetValue(instance, optional && random.Next(2) == 0 ? null : Value(property.PropertyType, random));
        }

        return instance;
    }

    private static object Value(Type type, Random random)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Text(random);
        if (type == typeof(int)) return random.Next();
        if (type == typeof(long)) return random.NextInt64();
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(double)) return random.NextDouble() * 1e6;
        if (type == typeof(NanoDollars)) return new NanoDollars(random.NextInt64(long.MinValue, long.MaxValue));
        if (type == typeof(AttemptId)) return new AttemptId(random.Next(), random.NextInt64());
        if (type == typeof(Sha256Hash)) return Sha256Hash.Of(Bytes(random));
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>(Bytes(random));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!;
        return type.IsGenericType ? List(type.GetGenericArguments()[0], random) : Fill(type, random);
    }

    private static IList List(Type item, Random random)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var i = random.Next(4); i > 0; i--) list.Add(Value(item, random));
        return list;
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(64)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(0x20, 0xD7FF)));
}
