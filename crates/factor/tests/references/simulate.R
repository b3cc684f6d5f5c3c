# Writes the data sets of ../data: answers of nobody, drawn from factor models with a fixed seed.
# Run once, in this folder: Rscript simulate.R
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20261123)

cut_at <- function(x, cuts) findInterval(x, cuts)

write_answers <- function(name, answers) {
  table <- data.frame(id = seq_len(nrow(answers)), answers)
  write.csv(table, file.path("..", "data", name), row.names = FALSE, quote = FALSE, na = "")
}

# one factor, 8 items of 5 categories 0-4, item 3 keyed the other way; 400 persons
n <- 400
loadings <- c(0.80, 0.70, -0.65, 0.75, 0.60, 0.55, 0.50, 0.85)
factor <- rnorm(n)
latent <- sapply(loadings, function(l) l * factor + sqrt(1 - l^2) * rnorm(n))
cuts <- list(c(-1, -0.2, 0.6, 1.4), c(-0.8, 0, 0.8, 1.6), c(-1.5, -0.5, 0.4, 1.2), c(-0.5, 0.2, 0.9, 1.7),
             c(-1.2, -0.4, 0.3, 1.0), c(-0.3, 0.4, 1.1, 1.9), c(-1, -0.3, 0.5, 1.3), c(-0.6, 0.1, 0.7, 1.5))
one <- sapply(1:8, function(j) cut_at(latent[, j], cuts[[j]]))
colnames(one) <- paste0("q", 1:8)
write_answers("one_factor.csv", one)

# the same with 5 % blanks
blank <- one
blank[sample(length(blank), round(0.05 * length(blank)))] <- NA
write_answers("blanks.csv", blank)

# two factors that correlate 0.4, 10 items of 4 categories 1-4; 500 persons
n <- 500
f1 <- rnorm(n)
f2 <- 0.4 * f1 + sqrt(1 - 0.4^2) * rnorm(n)
first <- c(0.8, 0.75, 0.7, 0.65, 0.6, 0, 0, 0, 0.25, 0)
second <- c(0, 0, 0.2, 0, 0, 0.8, 0.7, 0.65, 0.6, 0.55)
two <- sapply(1:10, function(j) {
  common <- first[j]^2 + second[j]^2 + 2 * 0.4 * first[j] * second[j]
  x <- first[j] * f1 + second[j] * f2 + sqrt(1 - common) * rnorm(n)
  1 + cut_at(x, c(-0.7, 0.3, 1.2) + 0.1 * (j %% 3))
})
colnames(two) <- paste0("i", 1:10)
write_answers("two_factors.csv", two)

# few persons, skewed items, some yes/no: cells without anybody; 90 persons
n <- 90
factor <- rnorm(n)
sparse <- sapply(1:6, function(j) {
  x <- 0.75 * factor + sqrt(1 - 0.75^2) * rnorm(n)
  if (j <= 2) cut_at(x, 0.6) else cut_at(x, c(0.4, 1.1, 1.8))
})
colnames(sparse) <- paste0("s", 1:6)
write_answers("sparse.csv", sparse)

# the first four items of 60 persons at two times
n <- 60
trait <- rnorm(n)
occasion <- function(shift) sapply(1:4, function(j) {
  x <- shift + 0.85 * trait + sqrt(1 - 0.85^2) * rnorm(n)
  cut_at(x, c(-1, -0.3, 0.4, 1.1))
})
before <- occasion(0); after <- occasion(-0.25)
colnames(before) <- colnames(after) <- paste0("q", 1:4)
write_answers("first_time.csv", before)
# other order of rows, and six persons who did not come back
kept <- sample(n, 54)
later <- data.frame(id = kept, after[kept, ])
write.csv(later, file.path("..", "data", "second_time.csv"), row.names = FALSE, quote = FALSE)
