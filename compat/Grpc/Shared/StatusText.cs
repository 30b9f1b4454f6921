using System.Globalization;
using System.Text;

namespace Grpc.Shared;

/// <summary>Percent encoding of grpc-message: printable ASCII stays, '%' and other UTF-8 bytes are escaped.</summary>
internal static class StatusText
{
    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('%'))
        {
            return text;
        }

        StringBuilder encoded = new(text.Length + 16);
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Lenient: what is no valid escape stays as it is.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }

        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = 0;
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '%' && index + 2 < text.Length
                && byte.TryParse(text.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, null, out byte value))
            {
                bytes[length++] = value;
                index += 2;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(text.AsSpan(index, 1), bytes.AsSpan(length));
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
