// CoreNLP: WithCoreNlp speed FOLDER, gold FILE.conllu, raw FILE.txt
// Words, sentences, Penn tags, lemmas, names with all its rules and fine types, neural dependencies (UD).
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.semgraph.SemanticGraph;
import edu.stanford.nlp.semgraph.SemanticGraphCoreAnnotations;
import edu.stanford.nlp.semgraph.SemanticGraphEdge;
import edu.stanford.nlp.util.CoreMap;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

final class WithCoreNlp {
  private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  private static StanfordCoreNLP load(boolean givenWords) {
    Properties set = new Properties();
    set.setProperty("annotators", "tokenize,pos,lemma,ner,depparse");
    set.setProperty("threads", "1");
    if (givenWords) {
      set.setProperty("tokenize.whitespace", "true");
      set.setProperty("ssplit.eolonly", "true");
    } else {
      set.setProperty("ssplit.newlineIsSentenceBreak", "two");
    }
    return new StanfordCoreNLP(set);
  }

  private static double cpuSeconds() {
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static void speed(Path folder) throws Exception {
    StanfordCoreNLP nlp = load(false);
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) texts.add(Files.readString(file));
    }
    double loaded = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
    double cpu = cpuSeconds();
    int tokens = 0;
    for (String text : texts) {
      Annotation document = new Annotation(text);
      nlp.annotate(document);
      tokens += document.get(CoreAnnotations.TokensAnnotation.class).size();
    }
    OUT.printf(Locale.ROOT, "load %.3f cpu %.4f tokens %d%n", loaded, cpuSeconds() - cpu, tokens);
  }

  // Kinds of the mentions of one sentence in BIO; pronouns, which it gives too, are no names.
  private static String[] kinds(CoreMap sentence, List<CoreLabel> tokens) {
    String[] kinds = new String[tokens.size()];
    java.util.Arrays.fill(kinds, "O");
    for (CoreMap mention : sentence.get(CoreAnnotations.MentionsAnnotation.class)) {
      List<CoreLabel> words = mention.get(CoreAnnotations.TokensAnnotation.class);
      if (words.size() == 1 && words.get(0).tag().startsWith("PRP")) continue;
      String kind = mention.get(CoreAnnotations.NamedEntityTagAnnotation.class);
      for (int i = 0; i < words.size(); i++) {
        kinds[words.get(i).index() - 1] = (i == 0 ? "B-" : "I-") + kind;
      }
    }
    return kinds;
  }

  private static void show(Annotation document, String text) {
    int at = 0;
    int characters = 0;
    for (CoreMap sentence : document.get(CoreAnnotations.SentencesAnnotation.class)) {
      List<CoreLabel> tokens = sentence.get(CoreAnnotations.TokensAnnotation.class);
      String[] kinds = kinds(sentence, tokens);
      SemanticGraph tree = sentence.get(SemanticGraphCoreAnnotations.BasicDependenciesAnnotation.class);
      for (CoreLabel token : tokens) {
        IndexedWord node = tree.getNodeByIndexSafe(token.index());
        SemanticGraphEdge edge = node == null || tree.incomingEdgeList(node).isEmpty()
            ? null : tree.incomingEdgeList(node).get(0);
        characters += text.codePointCount(at, token.beginPosition());
        int length = text.codePointCount(token.beginPosition(), token.endPosition());
        OUT.printf(Locale.ROOT, "%d\t%s\t_\t_\t%s\t_\t%d\t%s\t_\tTokenRange=%d:%d|NER=%s%n", token.index(),
            token.originalText().replace('\n', ' '), token.tag(), edge == null ? 0 : edge.getGovernor().index(),
            edge == null ? "root" : edge.getRelation().toString(), characters, characters + length,
            kinds[token.index() - 1]);
        characters += length;
        at = token.endPosition();
      }
      OUT.println();
    }
  }

  private static void annotate(StanfordCoreNLP nlp, String text) {
    Annotation document = new Annotation(text);
    nlp.annotate(document);
    show(document, text);
  }

  private static void gold(Path path) throws Exception {
    StanfordCoreNLP nlp = load(true);
    StringBuilder text = new StringBuilder();
    boolean open = false;
    for (String line : Files.readAllLines(path)) {
      if (line.startsWith("# newdoc") && text.length() > 0) {
        OUT.println("# newdoc");
        annotate(nlp, text.toString());
        text.setLength(0);
      }
      String[] fields = line.split("\t");
      if (fields.length == 10 && fields[0].chars().allMatch(Character::isDigit)) {
        text.append(open ? " " : "").append(fields[1].replaceAll("\\s", "_"));
        open = true;
      } else if (line.isEmpty() && open) {
        text.append('\n');
        open = false;
      }
    }
    OUT.println("# newdoc");
    annotate(nlp, text.toString());
  }

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[1]);
    if (args[0].equals("speed")) speed(path);
    else if (args[0].equals("gold")) gold(path);
    else annotate(load(false), Files.readString(path));
    OUT.flush();
  }
}
